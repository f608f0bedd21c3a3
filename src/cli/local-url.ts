const LOCAL_SUFFIX = ".localhost";

/** The plain-HTTP address of an Azure URL on this machine: `http://{host}.localhost:{port}/…`. */
export function localUrl(azureUrl: string, port: number): string {
  const { hostname, pathname, search } = new URL(azureUrl);
  return `http://${hostname}${LOCAL_SUFFIX}:${port}${pathname}${search}`;
}

/** The Azure URL that an address names, whichever of the two forms it has; undefined if it is no http or https URL. */
export function azureUrl(address: string): URL | undefined {
  const url = URL.parse(address);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return undefined;
  const host = url.hostname.endsWith(LOCAL_SUFFIX) ? url.hostname.slice(0, -LOCAL_SUFFIX.length) : url.host;
  return new URL(`https://${host}${url.pathname}${url.search}`);
}
