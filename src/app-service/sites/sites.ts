import { randomBytes } from "node:crypto";
import { type DocumentTable, resourceKey, type Store } from "../../platform/index.ts";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import type { Site, SiteProperties, SiteState } from "./site.ts";

export const SITE_TYPE = "Microsoft.Web/sites";
export const SERVER_FARM_TYPE = "Microsoft.Web/serverfarms";

/** What happened to a site, told after the write is safe. */
export interface SiteChange {
  readonly kind: "saved" | "deleted";
  /** Lower-case. */
  readonly name: string;
}

/** All function apps: the resource, and what the room keeps beside it. */
export interface Sites {
  byId(id: string): Site | undefined;
  /** By the first label of the host name, which is unique in all of Azure; ignores case. */
  byName(name: string): Site | undefined;
  all(): readonly Site[];
  /** Those that run on a plan. */
  onServerFarm(serverFarmId: string): readonly Site[];
  /** Writes resource and state in one transaction. */
  save(site: Site): void;
  watch(listener: (change: SiteChange) => void): void;
}

/** What a site has before anything was configured. */
export function newSiteState(): SiteState {
  return {
    appSettings: {},
    connectionStrings: {},
    azureStorageAccounts: {},
    publishingPassword: newPublishingPassword(),
    basicPublishing: { scm: true, ftp: true },
    restarts: 0,
  };
}

/** The site with its app to be started anew. */
export function restarted(site: Site): Site {
  return { ...site, state: { ...site.state, restarts: site.state.restarts + 1 } };
}

/** A password for the publishing user: 60 letters and digits, as Azure's. */
export function newPublishingPassword(): string {
  return randomBytes(45).toString("base64").replaceAll("+", "x").replaceAll("/", "y");
}

export function openSites(store: Store, resources: ResourceStore): Sites {
  const states: DocumentTable<SiteState> = store.documents("site_states");
  const idByName = new Map<string, string>();
  const listeners: ((change: SiteChange) => void)[] = [];
  for (const resource of resources.list(SITE_TYPE)) idByName.set(resource.name.toLowerCase(), resource.id);

  function toSite(resource: Resource | undefined): Site | undefined {
    if (resource === undefined || resource.type.toLowerCase() !== SITE_TYPE.toLowerCase()) return undefined;
    const state = states.get(resourceKey(resource.id));
    if (state === undefined) return undefined;
    return { resource, properties: resource.properties as SiteProperties, state };
  }

  function tell(change: SiteChange): void {
    for (const listener of listeners) listener(change);
  }

  function all(): readonly Site[] {
    return resources.list(SITE_TYPE).flatMap((resource) => toSite(resource) ?? []);
  }

  // A group's deletion takes its sites with it without asking this room, so what follows a deletion hangs on the event.
  resources.watch(SITE_TYPE, ({ kind, resource }) => {
    if (kind !== "delete" || resource.type.toLowerCase() !== SITE_TYPE.toLowerCase()) return;
    const name = resource.name.toLowerCase();
    states.delete(resourceKey(resource.id));
    store.afterCommit(() => {
      idByName.delete(name);
      tell({ kind: "deleted", name });
    });
  });

  return {
    byId: (id) => toSite(resources.get(id)),
    byName(name) {
      const id = idByName.get(name.toLowerCase());
      return id === undefined ? undefined : toSite(resources.get(id));
    },
    all,
    onServerFarm: (serverFarmId) =>
      all().filter((site) => resourceKey(site.properties.serverFarmId) === resourceKey(serverFarmId)),
    save(site) {
      const name = site.resource.name.toLowerCase();
      store.transaction(() => {
        states.put(resourceKey(site.resource.id), site.state);
        resources.put({ ...site.resource, properties: site.properties });
      });
      idByName.set(name, site.resource.id);
      tell({ kind: "saved", name });
    },
    watch(listener) {
      listeners.push(listener);
    },
  };
}
