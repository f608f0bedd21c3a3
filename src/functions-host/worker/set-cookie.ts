import type { AnswerCookie } from "./http-answer.ts";

/**
 * Writes the value of a `Set-Cookie` header as the Functions host does: name and value percent-encoded, the path `/` unless given,
 * attributes in ASP.NET Core's order and lower case (Functions host: RpcHttpCookieConverter).
 */
export function setCookie(cookie: AnswerCookie): string {
  const parts = [`${escapeData(cookie.name)}=${escapeData(cookie.value)}`];
  if (cookie.expires !== undefined) parts.push(`expires=${new Date(cookie.expires * 1000).toUTCString()}`);
  if (cookie.maxAge !== undefined) parts.push(`max-age=${Math.trunc(cookie.maxAge)}`);
  if (cookie.domain !== undefined && cookie.domain !== "") parts.push(`domain=${attribute(cookie.domain)}`);
  const path = attribute(cookie.path ?? "/");
  if (path !== "") parts.push(`path=${path}`);
  if (cookie.secure) parts.push("secure");
  if (cookie.sameSite !== undefined) parts.push(`samesite=${cookie.sameSite}`);
  if (cookie.httpOnly) parts.push("httponly");
  return parts.join("; ");
}

/** RFC 3986's unreserved characters stay. */
function escapeData(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An attribute ends at a semicolon, so one inside would start another. */
function attribute(value: string): string {
  return value.replace(/[;\r\n].*$/s, "");
}
