import { newObjectId } from "../../platform/index.ts";
import { keepDeleted } from "./deleted-objects.ts";
import type { Users } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import { forgetObject } from "./forget-object.ts";
import { type DirectoryContext, timestamp } from "./tables.ts";
import type { User } from "./user.ts";

/** Opens the tenant's users. */
export function openUsers(context: DirectoryContext): Users {
  const { tables, clock, domain } = context;
  const table = tables.users;

  function findByName(userPrincipalName: string): User | undefined {
    const wanted = userPrincipalName.toLowerCase();
    return [...table.values()].find((user) => user.userPrincipalName.toLowerCase() === wanted);
  }

  function save(user: User): User {
    if (!user.userPrincipalName.toLowerCase().endsWith(`@${domain}`)) {
      throw new DirectoryError(
        "INVALID_VALUE",
        "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
      );
    }
    const namesake = findByName(user.userPrincipalName);
    if (namesake !== undefined && namesake.id !== user.id) {
      throw new DirectoryError(
        "KEY_TAKEN",
        "Another object with the same value for property userPrincipalName already exists.",
      );
    }
    table.put(user.id, user);
    return user;
  }

  return {
    get: (id) => table.get(id.toLowerCase()),
    list: () => [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findByName,
    create({ id = newObjectId(), ...draft }) {
      if (context.find(id) !== undefined) {
        throw new DirectoryError("KEY_TAKEN", "Another object with the same value for property id already exists.");
      }
      return save({
        accountEnabled: true,
        givenName: null,
        surname: null,
        mail: null,
        userType: "Member",
        ...draft,
        id,
        createdDateTime: timestamp(clock),
      });
    },
    update(id, changes) {
      const previous = table.get(id.toLowerCase());
      if (previous === undefined) throw objectNotFound(id);
      return save({ ...previous, ...changes });
    },
    delete(id) {
      const user = table.get(id.toLowerCase());
      if (user === undefined) return false;
      tables.transaction(() => {
        table.delete(user.id);
        forgetObject(tables, user.id);
        keepDeleted(context, { kind: "user", object: user, deletedDateTime: timestamp(clock) });
      });
      return true;
    },
  };
}
