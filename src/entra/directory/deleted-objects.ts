import { type DeletedObject, RETENTION_MS } from "./deleted-object.ts";
import type { DeletedObjects, ServicePrincipals } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import { mirrorApplication } from "./service-principals.ts";
import type { DirectoryContext } from "./tables.ts";

/** Puts an object among the deleted ones. Call it in the transaction of the delete. */
export function keepDeleted({ tables }: DirectoryContext, deleted: DeletedObject): void {
  tables.deletedObjects.put(deleted.object.id, deleted);
}

/**
 * Opens what was deleted in the last 30 days. What comes back is the object alone: its memberships, owners' references from
 * other objects and app role assignments were given up when it was deleted.
 */
export function openDeletedObjects(context: DirectoryContext, servicePrincipals: ServicePrincipals): DeletedObjects {
  const { tables, clock } = context;
  const table = tables.deletedObjects;

  function get(id: string): DeletedObject | undefined {
    const found = table.get(id.toLowerCase());
    return found !== undefined && clock.now() < Date.parse(found.deletedDateTime) + RETENTION_MS ? found : undefined;
  }

  function requireFreeNames(deleted: DeletedObject): void {
    const isTaken =
      deleted.kind === "application"
        ? [...tables.applications.values()].some(({ identifierUris }) =>
            identifierUris.some((uri) => deleted.object.identifierUris.includes(uri)),
          )
        : deleted.kind === "user"
          ? [...tables.users.values()].some(
              ({ userPrincipalName }) =>
                userPrincipalName.toLowerCase() === deleted.object.userPrincipalName.toLowerCase(),
            )
          : servicePrincipals.findByAppId(deleted.object.appId) !== undefined;
    if (isTaken) {
      throw new DirectoryError(
        "KEY_TAKEN",
        `The object '${deleted.object.id}' can't be restored: another object has a name of it now.`,
      );
    }
  }

  function putBack(deleted: DeletedObject): void {
    requireFreeNames(deleted);
    if (deleted.kind === "user") tables.users.put(deleted.object.id, deleted.object);
    else if (deleted.kind === "servicePrincipal") putBackPrincipal(deleted.object);
    else {
      tables.applications.put(deleted.object.id, deleted.object);
      for (const other of [...table.values()]) {
        if (other.kind === "servicePrincipal" && other.object.appId === deleted.object.appId) putBack(other);
      }
      mirrorApplication(context, deleted.object);
    }
    table.delete(deleted.object.id);
  }

  function putBackPrincipal(principal: Extract<DeletedObject, { kind: "servicePrincipal" }>["object"]): void {
    if (![...tables.applications.values()].some(({ appId }) => appId === principal.appId)) {
      throw new DirectoryError(
        "NO_BACKING_APPLICATION",
        `The appId '${principal.appId}' of the service principal does not reference a valid application object.`,
      );
    }
    tables.servicePrincipals.put(principal.id, principal);
  }

  return {
    get,
    list: () =>
      [...table.values()].filter(({ object }) => get(object.id)).sort((a, b) => (a.object.id < b.object.id ? -1 : 1)),
    restore(id) {
      const deleted = get(id);
      if (deleted === undefined) throw objectNotFound(id);
      tables.transaction(() => putBack(deleted));
    },
    purge(id) {
      const deleted = get(id);
      if (deleted === undefined) return false;
      tables.transaction(() => {
        table.delete(deleted.object.id);
        if (deleted.kind !== "application") return;
        for (const [key, credential] of [...tables.federatedCredentials.entries()]) {
          if (credential.applicationId === deleted.object.id) tables.federatedCredentials.delete(key);
        }
      });
      return true;
    },
  };
}
