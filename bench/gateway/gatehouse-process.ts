/**
 * The contender in a process of its own: Entra ID, managed identities and the gateway behind the edge, in memory. The rest of
 * the cloud (App Service, Storage, …) takes no part in a request to an API and stays away. Takes the backend's port, the number
 * of tokens to make and a folder; writes one line of JSON (`trustedGroupSchema`) and serves until its input ends.
 */
import { join } from "node:path";
import { createApiManagement } from "../../src/api-management/index.ts";
import { createHostTable, createOutbound, listen, openCertificateAuthority } from "../../src/edge/index.ts";
import { createEntra } from "../../src/entra/index.ts";
import { createManagedIdentities } from "../../src/managed-identity/index.ts";
import { createClock, createOpenIdConfigurations, openStore, silentLog } from "../../src/platform/index.ts";
import { createAccessControl, openResourceStore } from "../../src/resource-manager/index.ts";
import { API_PATH, putDemoApi, SERVICE_NAME } from "./demo-api.ts";
import { createDemoTenant, issueToken, readPublicKey } from "./demo-tenant.ts";
import type { TrustedGroup } from "./trusted-group.ts";

const [backendPort = "", tokenCount = "1", folder = ""] = process.argv.slice(2);
const tenantId = "00000000-0000-4000-8000-000000000001";
const [store, clock, log] = [openStore(":memory:"), createClock(), silentLog];

const entra = await createEntra({ store, clock, log, tenantId });
const resources = openResourceStore(store);
const access = createAccessControl(store, entra.directory.groupsOf);
const identities = createManagedIdentities({ store, clock, log, entra, resources, access });
const address = { port: 0 };
const outbound = createOutbound({ serves: (name) => table.serves(name), port: () => address.port, offline: true });
const openIdConfigurations = createOpenIdConfigurations({ outbound, clock, refreshMs: 3_600_000, refetchMs: 300_000 });
const { service } = createApiManagement({
  store,
  clock,
  log,
  outbound,
  openIdConfigurations,
  resources,
  identities,
});
const table = createHostTable([entra.service, service], entra.service);
const edge = await listen({
  table,
  authority: await openCertificateAuthority(join(folder, "authority")),
  log,
  port: 0,
  address: "127.0.0.1",
  offline: true,
});
address.port = edge.port;

const tenant = createDemoTenant(entra);
const api = putDemoApi(resources, tenant, { tenantId, backendUrl: `http://127.0.0.1:${backendPort}/api` });
const tokens = new Set<string>();
while (tokens.size < Number(tokenCount)) tokens.add(await issueToken(entra, tenant.trusted.id, tenant.api.uri));
const ready: TrustedGroup = {
  port: edge.port,
  hostName: `${SERVICE_NAME}.azure-api.net.localhost`,
  path: API_PATH,
  subscriptionKey: api.subscriptionKey,
  audiences: [...api.audiences],
  issuers: [...api.issuers],
  roles: [...api.roles],
  publicKeyPem: await readPublicKey(outbound, tenantId),
  backendToken: await issueToken(entra, tenant.apimIdentity.id, tenant.backend.appId),
  tokens: [...tokens],
  tokenOfOtherRole: await issueToken(entra, tenant.other.id, tenant.api.uri),
};
process.stdout.write(`${JSON.stringify(ready)}\n`);

// The bench holds the other end: when it is gone, however it went, nothing is left running.
process.stdin.resume().once("end", () => process.exit());
process.once("SIGTERM", () => process.exit());
