import type { DocumentTable, Store } from "../platform/index.ts";
import { builtInRoles } from "./built-in-roles/index.ts";
import type { RoleDefinition } from "./role-definition.ts";

/** The roles of the tenant: the built-in ones and the custom ones. */
export interface RoleDefinitions {
  /** The role behind an id or a full role definition id. */
  find(roleDefinitionId: string): RoleDefinition | undefined;
  /** Built-in roles first. */
  list(): readonly RoleDefinition[];
  /** Keeps a custom role. */
  put(definition: RoleDefinition): void;
  /** Deletes a custom role; true if it was there. */
  delete(id: string): boolean;
}

const builtInById = new Map(builtInRoles.map((definition) => [definition.id, definition]));

/** Opens the roles that are kept in `store`. */
export function openRoleDefinitions(store: Store): RoleDefinitions {
  const custom: DocumentTable<RoleDefinition> = store.documents("role_definitions");
  return {
    find(roleDefinitionId) {
      const id = roleDefinitionId.slice(roleDefinitionId.lastIndexOf("/") + 1).toLowerCase();
      return builtInById.get(id) ?? custom.get(id);
    },
    list: () => [...builtInRoles, ...custom.values()],
    put: (definition) => custom.put(definition.id.toLowerCase(), definition),
    delete: (id) => custom.delete(id.toLowerCase()),
  };
}
