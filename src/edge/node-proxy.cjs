/**
 * Loaded with --require into Node programs that `gatehouse run` starts. Node 24.5 and 22.21 read HTTPS_PROXY themselves
 * (NODE_USE_ENV_PROXY); older versions don't, so for them every TLS connection to a host below these domains is made to
 * Gatehouse's port instead: it answers TLS there as well, with a certificate for the name that was asked for.
 */
"use strict";

const [major, minor] = process.versions.node.split(".").map(Number);
const readsProxyItself = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
const proxy = URL.canParse(process.env.HTTPS_PROXY ?? "") ? new URL(process.env.HTTPS_PROXY) : undefined;

if (!readsProxyItself && proxy?.hostname === "127.0.0.1") {
  const azure =
    /(^|\.)(login\.microsoftonline\.com|sts\.windows\.net|graph\.microsoft\.com|management\.azure\.com|azure-api\.net|azurewebsites\.net|vault\.azure\.net|(blob|queue|table)\.core\.windows\.net)$/i;
  const tls = require("node:tls");
  const connect = tls.connect;
  tls.connect = (...parameters) => {
    const [options] = parameters;
    if (typeof options !== "object" || options === null || options.socket || !azure.test(options.host ?? "")) {
      return connect(...parameters);
    }
    const servername = options.servername || options.host;
    return connect(
      { ...options, servername, host: proxy.hostname, port: Number(proxy.port), lookup: undefined },
      ...parameters.slice(1),
    );
  };
}
