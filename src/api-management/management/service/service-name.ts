import type { ResourceStore } from "../../../resource-manager/index.ts";
import { SERVICE } from "../model.ts";

/** True for a name that a service may have: it becomes the first label of `{name}.azure-api.net`. */
export function isServiceName(name: string): boolean {
  return /^[a-z](?:[a-z0-9-]{0,48}[a-z0-9])?$/i.test(name);
}

/** True if a service of that name exists, in whatever group: host names are one space. */
export function isServiceNameTaken(resources: ResourceStore, name: string): boolean {
  return resources.list(SERVICE).some((service) => service.name.toLowerCase() === name.toLowerCase());
}
