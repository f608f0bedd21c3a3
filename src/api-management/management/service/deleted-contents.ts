import { type DocumentTable, resourceKey, type Store } from "../../../platform/index.ts";
import type { Resource, ResourceStore } from "../../../resource-manager/index.ts";
import { SERVICE } from "../model.ts";
import { serviceIdOf } from "../resource-tree.ts";

/** What deleted services were and had in them, as it was when they went. */
export interface DeletedContents {
  /** The service first, and every other resource behind the one it lay in; empty when nothing was kept. */
  of(serviceId: string): readonly Resource[];
  /** Forgets it for good. */
  drop(serviceId: string): void;
}

/** Keeps, from here on, each resource that goes because its service goes, whichever way that is deleted. */
export function openDeletedContents(store: Store, resources: ResourceStore): DeletedContents {
  const table: DocumentTable<Resource> = store.documents("api_management_deleted_contents");

  resources.watch(SERVICE, ({ kind, resource }) => {
    // Listeners hear of a delete when all that it takes is gone: what was deleted alone still has its service.
    if (kind !== "delete" || resources.get(serviceIdOf(resource.id)) !== undefined) return;
    table.put(resourceKey(resource.id), resource);
  });

  function keysOf(serviceId: string): readonly string[] {
    const service = resourceKey(serviceId);
    return [...table.entries()]
      .map(([key]) => key)
      .filter((key) => key === service || key.startsWith(`${service}/`))
      .sort();
  }

  return {
    of: (serviceId) => keysOf(serviceId).flatMap((key) => table.get(key) ?? []),
    drop(serviceId) {
      for (const key of keysOf(serviceId)) table.delete(key);
    },
  };
}
