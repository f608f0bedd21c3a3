import { newObjectId, type ObjectId } from "../../platform/index.ts";
import type { Groups } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import { forgetObject } from "./forget-object.ts";
import type { Group } from "./group.ts";
import { withoutReference, withReference } from "./references.ts";
import { type DirectoryContext, timestamp } from "./tables.ts";

/** Opens the tenant's groups. */
export function openGroups(context: DirectoryContext): Groups {
  const { tables, clock } = context;
  const table = tables.groups;

  function require(id: string): Group {
    const found = table.get(id.toLowerCase());
    if (found === undefined) throw objectNotFound(id);
    return found;
  }

  function requireMember(group: ObjectId, id: ObjectId): void {
    const kind = context.find(id)?.kind;
    if (kind === undefined) throw objectNotFound(id);
    if (kind === "application" || id === group) {
      throw new DirectoryError(
        "INVALID_VALUE",
        `An invalid operation was included in the following modified references: 'members'.`,
      );
    }
  }

  function change(id: string, changes: Partial<Group>): Group {
    const changed = { ...require(id), ...changes };
    if (changed.displayName.trim() === "") {
      throw new DirectoryError(
        "INVALID_VALUE",
        "Invalid value specified for property 'displayName' of resource 'Group'.",
      );
    }
    table.put(changed.id, changed);
    return changed;
  }

  return {
    get: (id) => table.get(id.toLowerCase()),
    list: () => [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    create({ id = newObjectId(), description = null, members = [], owners = [], ...draft }) {
      if (draft.displayName.trim() === "") {
        throw new DirectoryError(
          "INVALID_VALUE",
          "Invalid value specified for property 'displayName' of resource 'Group'.",
        );
      }
      if (context.find(id) !== undefined) {
        throw new DirectoryError("KEY_TAKEN", "Another object with the same value for property id already exists.");
      }
      for (const member of members) requireMember(id, member);
      for (const owner of owners) context.requireOwner(owner);
      const group: Group = {
        ...draft,
        id,
        description,
        securityEnabled: true,
        createdDateTime: timestamp(clock),
        members: [...new Set(members)],
        owners: [...new Set(owners)],
      };
      table.put(id, group);
      return group;
    },
    update: (id, changes) => change(id, changes),
    delete(id) {
      const group = table.get(id.toLowerCase());
      if (group === undefined) return false;
      tables.transaction(() => {
        table.delete(group.id);
        forgetObject(tables, group.id);
      });
      return true;
    },
    addOwner(id, owner) {
      context.requireOwner(owner);
      change(id, { owners: withReference(require(id).owners, owner, "owners") });
    },
    removeOwner: (id, owner) => void change(id, { owners: withoutReference(require(id).owners, owner) }),
    addMember(id, member) {
      const group = require(id);
      requireMember(group.id, member);
      change(id, { members: withReference(group.members, member, "members") });
    },
    removeMember: (id, member) => void change(id, { members: withoutReference(require(id).members, member) }),
  };
}
