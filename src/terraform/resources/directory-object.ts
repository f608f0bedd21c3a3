import type { Config, ResourceContext } from "../engine/resource-type.ts";
import { isThere } from "./arm-resource.ts";
import { deleteReference } from "./directory-references.ts";
import { listOf, textOf } from "./schema.ts";

/** The collections of Microsoft Graph whose members have owners. */
export type Collection = "applications" | "servicePrincipals" | "groups";

/** How azuread writes the `id` of a directory object: version 2 as the object id alone, later ones as a path. */
export function idAttribute(collection: Collection, objectId: string, { major }: ResourceContext): string {
  return major("azuread") === 2 ? objectId : `/${collection}/${objectId}`;
}

/** The object id at the end of `/applications/{id}`, or of an id that is nothing else. */
export function objectIdOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** `exists` and `delete` of an object of a collection. */
export function directoryObject(collection: Collection) {
  const path = (attributes: Config): string => `/${collection}/${textOf(attributes, "object_id")}`;
  return {
    exists: (attributes: Config, { azure }: ResourceContext) => isThere(() => azure.graph("GET", path(attributes))),
    async delete(attributes: Config, { azure }: ResourceContext): Promise<void> {
      await azure.graph("DELETE", path(attributes));
    },
  };
}

/** What binds the owners of a new object: those that are named, else for the moment whoever makes it. */
export async function ownersBinding(
  config: Config,
  { azure }: ResourceContext,
): Promise<Readonly<Record<string, unknown>>> {
  const owners = listOf(config, "owners").map(String);
  const bound = owners.length === 0 ? [await azure.objectId()] : owners;
  return { "owners@odata.bind": bound.map(directoryObjectUrl) };
}

/** Makes whoever made an object no owner of it when `owners` doesn't name them, as the provider does. */
export async function leaveOwners(
  config: Config,
  collection: Collection,
  objectId: string,
  { azure }: ResourceContext,
): Promise<void> {
  if (listOf(config, "owners").length > 0) return;
  await deleteReference(azure, `/${collection}/${objectId}/owners/${await azure.objectId()}`);
}

/** Brings the owners of an object from what they were to what they are to be. */
export async function changeOwners(
  config: Config,
  before: Config,
  collection: Collection,
  { azure }: ResourceContext,
): Promise<void> {
  const [wanted, had] = [listOf(config, "owners").map(String), listOf(before, "owners").map(String)];
  const path = `/${collection}/${textOf(before, "object_id")}/owners`;
  // New ones first: the last owner of a group can't be taken away.
  for (const owner of wanted.filter((id) => !had.includes(id)))
    await azure.graph("POST", `${path}/$ref`, { "@odata.id": directoryObjectUrl(owner) });
  for (const owner of had.filter((id) => !wanted.includes(id))) await deleteReference(azure, `${path}/${owner}`);
}

export function directoryObjectUrl(objectId: string): string {
  return `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}`;
}
