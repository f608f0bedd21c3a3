import type { Clock, Log, Service, Store } from "../platform/index.ts";
import type { Directory } from "./directory/directory.ts";
import { openDirectory } from "./directory/open-directory.ts";
import { seedFirstParty } from "./directory/seed-first-party.ts";
import { entraService } from "./endpoints/entra-service.ts";
import { createTokenService } from "./tokens/create-token-service.ts";
import { openSigningKey } from "./tokens/signing-key.ts";
import type { TokenService } from "./tokens/token-service.ts";

/** One tenant of Microsoft Entra ID. */
export interface Entra {
  readonly directory: Directory;
  /** `login.microsoftonline.com` and its aliases: token endpoints, discovery, keys. */
  readonly service: Service;
  readonly tokens: TokenService;
}

/** What a tenant is opened with. */
export interface EntraOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** GUID of the tenant. */
  readonly tenantId: string;
}

/** Opens the tenant that is kept in `store`: makes its signing key and Microsoft's own service principals when it is new. */
export async function createEntra({ store, clock, log, tenantId }: EntraOptions): Promise<Entra> {
  const directory = openDirectory({ store, clock, tenantId });
  const { tenantCreatedOn } = store.transaction(() => seedFirstParty(store, clock));
  const signingKey = await openSigningKey(store, clock);
  const tokens = createTokenService({ directory, signingKey, clock, tenantCreatedOn });
  return { directory, tokens, service: entraService({ directory, tokens, signingKey, clock, log }) };
}
