import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort, untilListening } from "./loopback-port.ts";
import { type PinnedProcess, startPinned } from "./pinned-process.ts";
import type { TrustedGroup } from "./trusted-group.ts";

export interface HAProxy extends PinnedProcess {
  readonly port: number;
}

export interface HAProxyOptions {
  readonly folder: string;
  readonly core: string;
  readonly backendPort: number;
  readonly api: TrustedGroup;
}

/** Starts HAProxy with one thread and the checks of the pipeline. */
export async function startHAProxy(options: HAProxyOptions): Promise<HAProxy> {
  const port = await freePort();
  const keyFile = join(options.folder, "entra-public-key.pem");
  writeFileSync(keyFile, options.api.publicKeyPem);
  const file = join(options.folder, "haproxy.cfg");
  writeFileSync(file, configuration(options, port, keyFile));
  const process = startPinned({ core: options.core, command: "haproxy", args: ["-db", "-q", "-f", file] });
  await untilListening(port, "HAProxy");
  return { ...process, port };
}

/**
 * The pipeline in HAProxy's words ("HAProxy Configuration Manual" 2.6: `http_auth_bearer`, `jwt_header_query`, `jwt_verify`,
 * `json_query`). The payload is decoded once, not by a `jwt_payload_query` for each claim, which was measured to be slower.
 * `json_query` gives no arrays: of the roles the first one is compared, where API Management looks at all of them.
 */
function configuration({ backendPort, api }: HAProxyOptions, port: number, keyFile: string): string {
  const anyOf = (values: readonly string[]): string => values.join(" ");
  return `global
  nbthread 1
  maxconn 4096

defaults
  mode http
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  timeout http-keep-alive 1h
  option http-keep-alive
  option forwardfor

frontend gateway
  bind 127.0.0.1:${port}
  http-request return status 404 unless { method GET } { path ${api.path} } { hdr(host) -m beg ${api.hostName} }
  http-request deny deny_status 401 unless { req.hdr(Ocp-Apim-Subscription-Key) -m str ${api.subscriptionKey} }
  http-request set-var(txn.token) http_auth_bearer
  http-request set-var(txn.alg) var(txn.token),jwt_header_query('$.alg')
  http-request deny deny_status 401 unless { var(txn.alg) -m str RS256 }
  http-request deny deny_status 401 unless { var(txn.token),jwt_verify(txn.alg,"${keyFile}") 1 }
  http-request set-var(txn.claims) var(txn.token),word(2,.),ub64dec
  http-request set-var(txn.now) date()
  http-request set-var(txn.exp) var(txn.claims),json_query('$.exp','int')
  http-request set-var(txn.nbf) var(txn.claims),json_query('$.nbf','int')
  http-request deny deny_status 401 unless { var(txn.exp),sub(txn.now) -m int gt 0 }
  http-request deny deny_status 401 unless { var(txn.nbf),sub(txn.now) -m int le 0 }
  http-request deny deny_status 401 unless { var(txn.claims),json_query('$.aud') -m str ${anyOf(api.audiences)} }
  http-request deny deny_status 401 unless { var(txn.claims),json_query('$.iss') -m str ${anyOf(api.issuers)} }
  http-request deny deny_status 401 unless { var(txn.claims),json_query('$.roles[0]') -m str ${anyOf(api.roles)} }
  http-request set-header Authorization "Bearer ${api.backendToken}"
  http-request set-path /api/test
  default_backend static

backend static
  http-reuse always
  server nginx 127.0.0.1:${backendPort} pool-max-conn -1
`;
}
