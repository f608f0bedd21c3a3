import { type Store, sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import type { DeletedContents } from "./deleted-contents.ts";

type Identity = NonNullable<Resource["identity"]>;

/**
 * Brings a soft-deleted service back with all that was in it, keys and entity tags too ("API Management soft-delete": with
 * `restore`, all other properties of the request are ignored). A system-assigned identity ends with its resource ("What are
 * managed identities for Azure resources?"), so the service gets a new one; user-assigned ones come back if they still exist.
 * Throws when nothing of that id was kept.
 */
export function restoreService(
  { target: { id }, caller }: ResourceRequest,
  contents: DeletedContents,
  store: Store,
  { resources, identities, log }: Pick<ManagementContext, "resources" | "identities" | "log">,
): Resource {
  const [service, ...others] = contents.of(id);
  if (service === undefined || !sameResourceId(service.id, id)) {
    throw new ManagementError(
      400,
      "ServiceUndeleteNotPossible",
      `There is no soft-deleted service '${id}' to restore. Restore it under its own id within 48 hours, or leave restore out to create it.`,
    );
  }
  return store.transaction(() => {
    const { identity: before, ...rest } = service;
    const target = { id: service.id, name: service.name, caller };
    const identity =
      before &&
      identities.applyIdentity(
        target,
        requestOf(before, (one) => resources.get(one) !== undefined),
      );
    const restored: Resource = { ...rest, ...(identity === undefined ? {} : { identity }) };
    resources.put(restored);
    for (const resource of others) resources.put(resource);
    contents.drop(id);
    log.info("API Management service restored", { service: service.name });
    return restored;
  });
}

/** The `identity` block that asks for what a service had. */
function requestOf({ type, userAssignedIdentities = {} }: Identity, isThere: (id: string) => boolean): unknown {
  const users = Object.keys(userAssignedIdentities).filter(isThere);
  const kinds = [...(/system/i.test(type) ? ["SystemAssigned"] : []), ...(users.length > 0 ? ["UserAssigned"] : [])];
  return {
    type: kinds.join(", ") || "None",
    ...(users.length > 0 && { userAssignedIdentities: Object.fromEntries(users.map((id) => [id, {}])) }),
  };
}
