import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Operator } from "./operator-file.ts";

export interface EdgeAddress {
  readonly port: number;
  /** PEM file with the local authority's certificate. */
  readonly certificateFile: string;
  /** PEM file with it and everything that is trusted anyway. */
  readonly bundleFile: string;
}

/** Loaded into Node before a program: the file says what for. */
const nodePreload = fileURLToPath(new URL("../edge/node-proxy.cjs", import.meta.url));

/**
 * Variables by which a program reaches this cloud under Azure's own host names and trusts it: Node (`nodeOptions`: those that
 * it would have anyway), Python (requests, ssl), Go, curl and git. Loopback stays direct.
 */
export function proxyEnvironment(edge: EdgeAddress, nodeOptions = ""): Readonly<Record<string, string>> {
  const proxy = `http://127.0.0.1:${edge.port}`;
  const direct = "localhost,127.0.0.1,::1";
  return {
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    NO_PROXY: direct,
    no_proxy: direct,
    NODE_OPTIONS: `${nodeOptions} --require ${JSON.stringify(nodePreload)}`.trim(),
    NODE_USE_ENV_PROXY: "1",
    NODE_EXTRA_CA_CERTS: edge.certificateFile,
    SSL_CERT_FILE: edge.bundleFile,
    REQUESTS_CA_BUNDLE: edge.bundleFile,
    CURL_CA_BUNDLE: edge.bundleFile,
    GIT_SSL_CAINFO: edge.bundleFile,
  };
}

export interface ClientEnvironmentOptions {
  readonly edge: EdgeAddress;
  readonly operator: Operator;
  readonly stateFolder: string;
  /** The variables that a program would have without us. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
}

/**
 * `proxyEnvironment`, and the operator's credentials as Azure's SDKs and the Terraform providers read them. `az` gets a
 * configuration folder of its own, so that it never touches a login that a person has in Azure.
 */
export function clientEnvironment(options: ClientEnvironmentOptions): Readonly<Record<string, string>> {
  const { edge, operator, stateFolder, inherited } = options;
  const { tenantId, subscriptionId, clientId, clientSecret } = operator;
  return {
    ...proxyEnvironment(edge, inherited.NODE_OPTIONS),
    AZURE_CONFIG_DIR: join(stateFolder, "azure"),
    AZURE_TENANT_ID: tenantId,
    AZURE_SUBSCRIPTION_ID: subscriptionId,
    AZURE_CLIENT_ID: clientId,
    AZURE_CLIENT_SECRET: clientSecret,
    ARM_TENANT_ID: tenantId,
    ARM_SUBSCRIPTION_ID: subscriptionId,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: clientSecret,
  };
}
