/** Issuer of version 1.0 access tokens ("Access token claims reference": iss). */
export function issuerV1(tenant: string): string {
  return `https://sts.windows.net/${tenant}/`;
}

/** Issuer of version 2.0 access tokens. */
export function issuerV2(tenant: string): string {
  return `https://login.microsoftonline.com/${tenant}/v2.0`;
}
