import type { Entra, IssuedToken } from "../entra/index.ts";
import { type Clock, fetchService, type Log, type ResourceId, type Service, type Store } from "../platform/index.ts";
import type { AccessControl, ResourceIdentity, ResourceStore, ResourceType } from "../resource-manager/index.ts";
import { answerAppService } from "./app-service-endpoint.ts";
import { applyIdentity, deleteSystemAssigned, type IdentityTarget } from "./apply-identity.ts";
import { openEndpointSecrets } from "./endpoint-secrets.ts";
import { federatedCredentials } from "./federated-credentials.ts";
import type { HostIdentity } from "./host-identity.ts";
import { type IdentityTokenRequest, identityToken } from "./identity-token.ts";
import { answerInstanceMetadata } from "./imds-refusal.ts";
import { systemAssignedIdentities } from "./system-assigned-identities.ts";
import { type CachedToken, createTokenCache, type TokenCache } from "./token-cache.ts";
import { userAssignedIdentities } from "./user-assigned-identities.ts";

const INSTANCE_METADATA_HOST = "169.254.169.254";

/** Managed identities of the cloud's resources. */
export interface ManagedIdentities {
  /** The identity endpoint of apps (`/msi/token`, under any host), and the instance metadata address. */
  readonly service: Service;
  readonly resourceTypes: readonly ResourceType[];
  /**
   * What the `identity` block of a request becomes: makes or deletes the system-assigned service principal, resolves the
   * user-assigned identities, which the caller must be allowed to assign. No block keeps what the resource had. Throws
   * `ArmError`, having changed nothing.
   */
  applyIdentity(target: IdentityTarget, requested: unknown): ResourceIdentity | undefined;
  /** Call it when the resource is deleted: its system-assigned identity and its endpoint's secret go with it. */
  releaseIdentity(host: HostIdentity): void;
  /**
   * A token of one of a resource's identities, through the 24-hour cache: one that is there is given at once. Throws
   * `ManagedIdentityError` or `EntraError`.
   */
  token(request: IdentityTokenRequest): IssuedToken | Promise<IssuedToken>;
  /** The `IDENTITY_HEADER` of a site; made when first asked for, and kept. */
  endpointSecret(siteId: ResourceId): string;
  readonly cache: { flush(): void; entries(): readonly CachedToken[] };
}

/** What managed identities work with. */
export interface ManagedIdentitiesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly entra: Entra;
  readonly resources: ResourceStore;
  readonly access: AccessControl;
  /** `off` issues every token anew; `on` unless said. */
  readonly tokenCache?: "on" | "off";
}

/** Opens the managed identities that are kept in `store`. */
export function createManagedIdentities(options: ManagedIdentitiesOptions): ManagedIdentities {
  const { store, clock, log, entra, resources, access } = options;
  const { directory } = entra;
  const kept = createTokenCache(clock);
  const cache: TokenCache = options.tokenCache === "off" ? { ...kept, put() {}, putRefusal() {} } : kept;
  const secrets = openEndpointSecrets(store);
  const token = (request: IdentityTokenRequest) => identityToken({ entra, cache }, request);

  const service = fetchService({
    name: "Managed identity",
    hosts: [INSTANCE_METADATA_HOST],
    log,
    async fetch(request, host) {
      if (host.name === INSTANCE_METADATA_HOST) return answerInstanceMetadata(log, request);
      if (!/^\/msi\/token\/?$/.test(new URL(request.url).pathname)) return new Response(null, { status: 404 });
      return answerAppService({ log, secrets, resources, token }, request);
    },
  });

  return {
    service,
    resourceTypes: [
      userAssignedIdentities({ store, directory, resources }),
      federatedCredentials(resources),
      systemAssignedIdentities(directory, resources),
    ],
    applyIdentity: (target, requested) =>
      store.transaction(() => applyIdentity({ directory, resources, access }, target, requested)),
    releaseIdentity({ id, identity }) {
      store.transaction(() => {
        deleteSystemAssigned(directory, identity);
        secrets.forget(id);
      });
      if (identity?.principalId !== undefined) cache.forget(identity.principalId);
    },
    token,
    endpointSecret: (siteId) => secrets.of(siteId),
    cache: { flush: cache.flush, entries: cache.entries },
  };
}
