import type { DocumentTable, ObjectId } from "../../platform/index.ts";
import type { Group } from "./group.ts";

/** Ids of the groups that hold `principal`, directly or through other groups. Groups that hold each other are fine. */
export function groupsOf(groups: DocumentTable<Group>, principal: ObjectId): ReadonlySet<ObjectId> {
  const found = new Set<ObjectId>();
  const pending: ObjectId[] = [principal];
  for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
    for (const group of groups.values()) {
      if (found.has(group.id) || !group.members.includes(member)) continue;
      found.add(group.id);
      pending.push(group.id);
    }
  }
  return found;
}
