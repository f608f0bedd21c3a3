import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import { type DocumentTable, type ResourceId, resourceKey, type Store } from "../platform/index.ts";

interface EndpointSecret {
  readonly siteId: ResourceId;
  readonly secret: string;
}

/** The `IDENTITY_HEADER` of each site: who sends it is that site's code. */
export interface EndpointSecrets {
  /** A site's secret; made when first asked for, and the same after a restart. */
  of(siteId: ResourceId): string;
  /** The site that has this secret. */
  siteWith(secret: string): ResourceId | undefined;
  forget(siteId: ResourceId): void;
}

/** Opens the secrets in the cloud's state. They are kept as they are: the site's process is given them at each start. */
export function openEndpointSecrets(store: Store): EndpointSecrets {
  const table: DocumentTable<EndpointSecret> = store.documents("identity_endpoint_secrets");
  return {
    of(siteId) {
      const found = table.get(resourceKey(siteId));
      if (found !== undefined) return found.secret;
      const secret = randomUUID();
      table.put(resourceKey(siteId), { siteId, secret });
      return secret;
    },
    siteWith(secret) {
      const presented = digest(secret);
      let found: ResourceId | undefined;
      for (const entry of table.values()) {
        if (timingSafeEqual(digest(entry.secret), presented)) found = entry.siteId;
      }
      return found;
    },
    forget: (siteId) => void table.delete(resourceKey(siteId)),
  };
}

/** Secrets are compared by their digests, which have one length, whatever is presented. */
function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
