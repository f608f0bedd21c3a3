import { DotNetError } from "./dotnet-error.ts";
import { Jwt } from "./library/context/jwt.ts";
import { ResponseValue } from "./library/context/message.ts";
import { parseBoolean } from "./library/object.ts";
import type { ResponseMessage } from "./policy-context.ts";
import { typeOf } from "./runtime/type-of.ts";

export { toText } from "./runtime/to-text.ts";

/** The truth of a value where a policy asks for one: a bool, or a text that `bool.Parse` reads. @throws DotNetError */
export function toBoolean(value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return parseBoolean(value);
  const type = value === null ? "null" : typeName(value);
  throw new DotNetError("System.InvalidCastException", `A value of type '${type}' is no Boolean.`);
}

/** Full name of a value's runtime .NET type, e.g. `System.Int32`. @throws DotNetError for null */
export const typeName = (value: unknown): string => typeOf(value).fullName;

/**
 * The `Jwt` that validate-jwt stores in its output variable. The token's signature is the policy's business.
 *
 * @throws DotNetError System.ArgumentException when the text is no JWT
 */
export function createJwt(token: string): unknown {
  const jwt = Jwt.read(token);
  if (jwt === null)
    throw new DotNetError("System.ArgumentException", "The text is no JWT: it needs three parts joined by dots.");
  return jwt;
}

/** The `IResponse` that send-request stores in its response variable. */
export const createResponse = (message: ResponseMessage): unknown => new ResponseValue(message);
