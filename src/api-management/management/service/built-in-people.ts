import type { ResourceId } from "../../../platform/index.ts";
import type { Resource } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { builtInGroups } from "../groups/built-in-groups.ts";
import { GROUP_USERS, GROUPS, SERVICE, USERS } from "../model.ts";
import { ADMINISTRATOR, administratorOf } from "../users/administrator.ts";

type PeopleContext = Pick<ManagementContext, "resources" | "etags">;

/** Makes a service's system groups and its administrator, user 1, who is in two of them. */
export function putBuiltInPeople(service: Resource, { resources, etags }: PeopleContext): void {
  const put = (path: string, type: string, properties: object): void => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    resources.put({
      id: `${service.id}/${path}` as ResourceId,
      name,
      type,
      properties: { ...properties, etag: etags.next() },
    });
  };
  put(`users/${ADMINISTRATOR}`, USERS, administratorOf(service));
  for (const [name, group] of Object.entries(builtInGroups)) put(`groups/${name}`, GROUPS, group);
  for (const group of ["administrators", "developers"]) {
    put(`groups/${group}/users/${ADMINISTRATOR}`, GROUP_USERS, { targetId: `${service.id}/users/${ADMINISTRATOR}` });
  }
}

/** Gives them to services of a state that was written before there were groups and users. */
export function putMissingPeople(context: PeopleContext): void {
  const { resources } = context;
  for (const service of resources.list(SERVICE)) {
    if (resources.get(`${service.id}/users/${ADMINISTRATOR}`) === undefined) putBuiltInPeople(service, context);
  }
}
