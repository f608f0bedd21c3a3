import type { ApplicationProperties } from "./application.ts";
import { DirectoryError } from "./directory-error.ts";

const LONGEST_NAME = 256;

/** Refuses what Entra refuses in an application, but for what depends on other applications. Throws `DirectoryError`. */
export function checkApplication(next: ApplicationProperties, previous: ApplicationProperties | undefined): void {
  if (next.displayName.trim() === "" || next.displayName.length > LONGEST_NAME) {
    throw new DirectoryError(
      "INVALID_VALUE",
      "Invalid value specified for property 'displayName' of resource 'Application'.",
    );
  }
  for (const uri of next.identifierUris) {
    if (!URL.canParse(uri)) {
      throw new DirectoryError(
        "INVALID_VALUE",
        "Invalid value specified for property 'identifierUris' of resource 'Application'.",
      );
    }
  }
  const permissions = [...next.appRoles, ...next.api.oauth2PermissionScopes];
  requireDistinct(
    permissions.map((permission) => permission.id.toLowerCase()),
    "id",
  );
  requireDistinct(values(next.appRoles), "value");
  requireDistinct(values(next.api.oauth2PermissionScopes), "value");
  requireDisabledFirst(previous?.appRoles ?? [], next.appRoles);
  requireDisabledFirst(previous?.api.oauth2PermissionScopes ?? [], next.api.oauth2PermissionScopes);
}

function values(permissions: readonly { readonly value: string | null }[]): readonly string[] {
  return permissions.flatMap(({ value }) => (value === null ? [] : [value]));
}

function requireDistinct(texts: readonly string[], property: string): void {
  if (new Set(texts).size !== texts.length) {
    throw new DirectoryError(
      "INVALID_VALUE",
      `Property ${property} value is not unique within the application's permissions.`,
    );
  }
}

interface Permission {
  readonly id: string;
  readonly isEnabled: boolean;
}

/** "Add app roles to your application": a role must be disabled before it is deleted. */
function requireDisabledFirst(previous: readonly Permission[], next: readonly Permission[]): void {
  for (const { id, isEnabled } of previous) {
    if (isEnabled && !next.some((permission) => permission.id.toLowerCase() === id.toLowerCase())) {
      throw new DirectoryError(
        "ENABLED_PERMISSION",
        "Permission (scope or role) cannot be deleted or updated unless disabled first.",
      );
    }
  }
}
