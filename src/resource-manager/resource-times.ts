import { type Clock, resourceKey, type Store } from "../platform/index.ts";
import type { ResourceStore } from "./resource-store.ts";

/** When a resource was made and last written, in ISO 8601. */
export interface ResourceTimes {
  readonly createdTime: string;
  readonly changedTime: string;
}

/** Keeps the times of all resources that are written from now on, with the writes themselves. */
export function keepResourceTimes(
  store: Store,
  resources: ResourceStore,
  clock: Clock,
): (id: string) => ResourceTimes | undefined {
  const table = store.documents<ResourceTimes>("resource_times");
  resources.watch("*", ({ kind, resource }) => {
    const key = resourceKey(resource.id);
    if (kind === "delete") {
      table.delete(key);
      return;
    }
    const changedTime = new Date(clock.now()).toISOString();
    table.put(key, { createdTime: table.get(key)?.createdTime ?? changedTime, changedTime });
  });
  return (id) => table.get(resourceKey(id));
}
