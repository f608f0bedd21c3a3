import type { DocumentTable, Store } from "../../platform/index.ts";
import type { Deployment } from "./deployment.ts";

/** How many of a site's deployments are remembered. */
const KEPT = 10;

/** The last deployments of every site, newest first. */
export interface Deployments {
  of(siteName: string): readonly Deployment[];
  /** By id, or the newest for `latest`. */
  find(siteName: string, id: string): Deployment | undefined;
  /** Adds it, or replaces the one with its id. */
  put(siteName: string, deployment: Deployment): void;
  forget(siteName: string): void;
}

export function openDeployments(store: Store): Deployments {
  const table: DocumentTable<readonly Deployment[]> = store.documents("site_deployments");
  const of = (siteName: string) => table.get(siteName.toLowerCase()) ?? [];
  return {
    of,
    find: (siteName, id) => (id === "latest" ? of(siteName)[0] : of(siteName).find((known) => known.id === id)),
    put(siteName, deployment) {
      const before = of(siteName);
      const isKnown = before.some(({ id }) => id === deployment.id);
      const after = isKnown
        ? before.map((known) => (known.id === deployment.id ? deployment : known))
        : [deployment, ...before];
      table.put(siteName.toLowerCase(), after.slice(0, KEPT));
    },
    forget: (siteName) => void table.delete(siteName.toLowerCase()),
  };
}
