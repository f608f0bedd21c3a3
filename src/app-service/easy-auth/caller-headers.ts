/**
 * True for a header that only the authentication module may set. "External requests aren't allowed to set these
 * headers, so they're present only if set by App Service" ("Work with user identities in App Service authentication").
 *
 * A name with `_` for `-` counts too: whoever maps headers to CGI-style variables can't tell the two apart. The rule
 * holds for every site, also where authentication is off: Microsoft's page makes no exception for those, and an app
 * that reads `req.user` can't tell a forged principal from a real one.
 */
export function isReservedHeader(name: string): boolean {
  const plain = name.trim().toLowerCase().replaceAll("_", "-");
  return plain.startsWith("x-ms-client-principal") || plain.startsWith("x-ms-token-");
}
