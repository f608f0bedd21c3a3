/**
 * Loaded with --require into Node programs that are to reach Gatehouse under Azure's host names. HTTPS_PROXY alone is not
 * enough for them: Node before 24.5 (22.21) doesn't read it, and later ones only for their own default agents, not for one
 * that a program makes. So every TLS connection to port 443 of a host below these domains goes to Gatehouse's port instead,
 * which answers TLS there as well, with a certificate for the name that was asked for.
 */
"use strict";

const { syncBuiltinESMExports } = require("node:module");
const tls = require("node:tls");

/** The host names that Gatehouse serves over TLS. */
const azure =
  /^(login\.(microsoftonline\.com|windows\.net|microsoft\.com)|sts\.windows\.net|graph\.microsoft\.com|management\.azure\.com)$|\.(azure-api\.net|azurewebsites\.net|vault\.azure\.net|(blob|queue|table)\.core\.windows\.net)$/i;

const proxy = URL.canParse(process.env.HTTPS_PROXY ?? "") ? new URL(process.env.HTTPS_PROXY) : undefined;

if (proxy?.hostname === "127.0.0.1") {
  const connect = tls.connect;
  tls.connect = (...parameters) => {
    const { options, listener } = readParameters(parameters);
    const { host, port, socket, path, servername } = options;
    const isAzure = typeof host === "string" && azure.test(host) && Number(port ?? 443) === 443;
    // With a socket, the program has found its own way (through the proxy, say).
    if (!isAzure || socket || path) return connect(...parameters);
    const here = { host: proxy.hostname, port: Number(proxy.port), lookup: undefined, family: 4 };
    return connect({ ...options, servername: servername || host, ...here }, listener);
  };
  syncBuiltinESMExports();
}

/** `tls.connect` takes (options, listener) and (port, host, options, listener), with all but the first left out at will. */
function readParameters(parameters) {
  const options = {};
  let listener;
  for (const [index, parameter] of parameters.entries()) {
    if (typeof parameter === "function") listener ??= parameter;
    else if (typeof parameter === "object" && parameter !== null) Object.assign(options, parameter);
    else if (index === 0) options.port = parameter;
    else if (index === 1 && typeof parameter === "string") options.host = parameter;
  }
  return { options, listener };
}
