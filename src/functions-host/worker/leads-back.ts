/** The host names that Gatehouse serves over TLS, as in `edge/node-proxy.cjs`, which leads connections for them there. */
const azure =
  /^(login\.(microsoftonline\.com|windows\.net|microsoft\.com)|sts\.windows\.net|graph\.microsoft\.com|management\.azure\.com)$|\.(azure-api\.net|azurewebsites\.net|vault\.azure\.net|(blob|queue|table)\.core\.windows\.net)$/i;
const local = /^(localhost|127\.0\.0\.1|\[::1\]|.+\.localhost)$/i;

/**
 * Tells of an origin whether a request to it leads back into the cloud that `proxy` is the address of: one of Azure's names over TLS at
 * the usual port, or the cloud's own port on this machine. Undefined without a cloud.
 */
export function leadsBackTo(proxy: string | undefined): ((origin: string | URL) => boolean) | undefined {
  const cloud = URL.parse(proxy ?? "");
  if (cloud?.hostname !== "127.0.0.1" || cloud.port === "") return undefined;
  return (origin) => {
    const url = URL.parse(origin);
    if (url === null) return false;
    // A URL has no port when it is the usual one of its scheme.
    if (url.protocol === "https:" && url.port === "") return azure.test(url.hostname);
    return url.port === cloud.port && local.test(url.hostname);
  };
}
