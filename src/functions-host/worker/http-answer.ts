/** A cookie as `@azure/functions` describes it to the host. */
export interface AnswerCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string | undefined;
  readonly path: string | undefined;
  /** Seconds since 1970. */
  readonly expires: number | undefined;
  /** Seconds. */
  readonly maxAge: number | undefined;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: "lax" | "strict" | "none" | undefined;
}

/** The HTTP response that a function has given. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly cookies: readonly AnswerCookie[];
  readonly body: Uint8Array;
}

/**
 * Reads the response that the programming model returns: `returnValue`, or an output binding of type `http`.
 *
 * @returns undefined if the function has given none, which is a 204.
 */
export function readHttpAnswer(response: unknown): HttpAnswer | undefined {
  const outputs = Array.isArray(at(response, "outputData")) ? (at(response, "outputData") as readonly unknown[]) : [];
  const values = [at(response, "returnValue"), ...outputs.map((output) => at(output, "data"))];
  const http = values.map((value) => at(value, "http")).find((value) => typeof value === "object" && value !== null);
  if (http === undefined) return undefined;
  const cookies = at(http, "cookies");
  return {
    status: Number(at(http, "statusCode") ?? 200),
    headers: Object.entries(at(http, "headers") ?? {}).map(([name, value]) => [name, String(value)] as const),
    cookies: Array.isArray(cookies) ? cookies.map(readCookie) : [],
    body: readBytes(at(http, "body")),
  };
}

function readCookie(cookie: unknown): AnswerCookie {
  const sameSite = at(cookie, "sameSite");
  return {
    name: String(at(cookie, "name") ?? ""),
    value: String(at(cookie, "value") ?? ""),
    domain: text(at(cookie, "domain", "value")),
    path: text(at(cookie, "path", "value")),
    expires: number(at(cookie, "expires", "value", "seconds")),
    maxAge: number(at(cookie, "maxAge", "value")),
    secure: at(cookie, "secure", "value") === true,
    httpOnly: at(cookie, "httpOnly", "value") === true,
    // In this contract "none" says that nothing was said.
    sameSite: sameSite === "lax" || sameSite === "strict" ? sameSite : sameSite === "explicitNone" ? "none" : undefined,
  };
}

function readBytes(body: unknown): Uint8Array {
  const bytes = at(body, "bytes");
  if (bytes instanceof Uint8Array) return bytes;
  return Buffer.from(text(at(body, "string")) ?? text(at(body, "json")) ?? "");
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (typeof found === "object" && found !== null ? Reflect.get(found, name) : undefined),
    value,
  );
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
