import type { OutCell } from "../../compile/call.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { DateTime } from "../../values/date-time.ts";
import { NetArray } from "../../values/net-array.ts";
import { NetObject } from "../../values/net-object.ts";
import { mapSource, TextDictionary } from "./text-dictionary.ts";

type JsonObject = Readonly<Record<string, unknown>>;

function decodePart(part: string): JsonObject | null {
  if (!/^[\w-]+=*$/.test(part)) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

function claimTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(claimTexts);
  if (typeof value === "string") return [value];
  return [typeof value === "object" ? JSON.stringify(value) : String(value)];
}

/** A Jwt: a token that was read, its signature not checked. */
export class Jwt extends NetObject {
  private readonly header: JsonObject;
  private readonly payload: JsonObject;

  private constructor(header: JsonObject, payload: JsonObject) {
    super();
    this.header = header;
    this.payload = payload;
  }

  /** Reads a token, with or without `Bearer ` before it; null when it is none. */
  static read(text: string | null): Jwt | null {
    const parts = (text ?? "")
      .trim()
      .replace(/^Bearer\s+/i, "")
      .split(".");
    const [header = "", payload = ""] = parts;
    const decodedHeader = decodePart(header);
    const decodedPayload = decodePart(payload);
    if (parts.length !== 3 || decodedHeader === null || decodedPayload === null) return null;
    return new Jwt(decodedHeader, decodedPayload);
  }

  override get netType(): NetType {
    return typeNamed("Jwt");
  }

  headerText(name: string): string | null {
    const value = this.header[name];
    return typeof value === "string" ? value : null;
  }

  text(name: string): string | null {
    const value = this.payload[name];
    return typeof value === "string" ? value : null;
  }

  time(name: string): DateTime | null {
    const value = this.payload[name];
    return typeof value === "number" ? DateTime.fromEpoch(value * 1000) : null;
  }

  get claims(): TextDictionary {
    const entries = Object.entries(this.payload).map(([name, value]) => [name, claimTexts(value)] as const);
    return new TextDictionary(mapSource(new Map(entries)), "many");
  }

  get audiences(): NetArray {
    return new NetArray(known.string, [...claimTexts(this.payload.aud ?? [])]);
  }
}

/** Credentials of HTTP Basic authentication. */
class BasicAuthCredentials extends NetObject {
  readonly userId: string;
  readonly password: string;

  constructor(userId: string, password: string) {
    super();
    this.userId = userId;
    this.password = password;
  }

  override get netType(): NetType {
    return typeNamed("BasicAuthCredentials");
  }
}

/** Reads `Basic <base64>`; the password stands after the last colon. Null when the text is something else. */
function readBasic(text: string | null): BasicAuthCredentials | null {
  const match = /^Basic\s+([A-Za-z0-9+/]+={0,2})$/.exec(text?.trim() ?? "");
  if (match === null) return null;
  const decoded = Buffer.from(match[1] ?? "", "base64").toString("latin1");
  const colon = decoded.lastIndexOf(":");
  return colon < 0 ? null : new BasicAuthCredentials(decoded.slice(0, colon), decoded.slice(colon + 1));
}

const tryRead =
  (read: (text: string | null) => unknown) =>
  (text: string | null, result: OutCell): boolean => {
    result.value = read(text);
    return result.value !== null;
  };

/** `Jwt`, `BasicAuthCredentials` and the extension methods that make them. */
export const jwtTypes: readonly TypeTable[] = [
  {
    name: "Jwt",
    kind: "class",
    members: {
      "string Algorithm": (jwt: Jwt) => jwt.headerText("alg"),
      "string Type": (jwt: Jwt) => jwt.headerText("typ"),
      "string Id": (jwt: Jwt) => jwt.text("jti"),
      "string Issuer": (jwt: Jwt) => jwt.text("iss"),
      "string Subject": (jwt: Jwt) => jwt.text("sub"),
      "IEnumerable<string> Audiences": (jwt: Jwt) => jwt.audiences,
      "IReadOnlyDictionary<string, string[]> Claims": (jwt: Jwt) => jwt.claims,
      "DateTime? ExpirationTime": (jwt: Jwt) => jwt.time("exp"),
      "DateTime? IssuedAt": (jwt: Jwt) => jwt.time("iat"),
      "DateTime? NotBefore": (jwt: Jwt) => jwt.time("nbf"),
    },
  },
  {
    name: "BasicAuthCredentials",
    kind: "class",
    members: {
      "string UserId": (credentials: BasicAuthCredentials) => credentials.userId,
      "string Username": (credentials: BasicAuthCredentials) => credentials.userId,
      "string Password": (credentials: BasicAuthCredentials) => credentials.password,
    },
  },
  {
    name: "AuthenticationExtensions",
    kind: "static",
    members: {
      "static Jwt AsJwt(this string input)": (text: string | null) => Jwt.read(text),
      "static bool TryParseJwt(this string input, out Jwt result)": tryRead(Jwt.read),
      "static BasicAuthCredentials AsBasic(this string input)": readBasic,
      "static bool TryParseBasic(this string input, out BasicAuthCredentials result)": tryRead(readBasic),
    },
  },
];
