import { resourceKey } from "../../platform/index.ts";
import { parentId, type Resource, type ResourceStore } from "../../resource-manager/index.ts";
import type { GroupView, UserView } from "../expressions/index.ts";
import {
  GROUP_USERS,
  groupPropertiesSchema,
  linkPropertiesSchema,
  USERS,
  userPropertiesSchema,
} from "../management/model.ts";

/** A service's users by resource id in lower case, as `context.User` shows them. */
export function readUsers(service: Resource, resources: ResourceStore): ReadonlyMap<string, UserView> {
  const memberships = resources.list(GROUP_USERS, service.id).map((link) => ({
    group: parentId(link.id),
    user: resourceKey(linkPropertiesSchema.parse(link.properties).targetId),
  }));
  const users = new Map<string, UserView>();
  for (const resource of resources.list(USERS, service.id)) {
    const key = resourceKey(resource.id);
    const { email, firstName, lastName, note, registrationDate, identities } = userPropertiesSchema.parse(
      resource.properties,
    );
    users.set(key, {
      id: resource.name,
      email,
      firstName,
      lastName,
      note: note ?? null,
      registrationDate: Date.parse(registrationDate),
      groups: memberships.filter(({ user }) => user === key).flatMap(({ group }) => groupView(group, resources)),
      identities,
    });
  }
  return users;
}

/** The groups that the links of `type` below a resource lead to. */
export function groupsLinked(type: string, id: string, resources: ResourceStore): readonly GroupView[] {
  return resources
    .list(type, id)
    .flatMap((link) => groupView(linkPropertiesSchema.parse(link.properties).targetId, resources));
}

function groupView(id: string, resources: ResourceStore): readonly GroupView[] {
  const group = resources.get(id);
  if (group === undefined) return [];
  return [{ id: group.name, name: groupPropertiesSchema.parse(group.properties).displayName }];
}
