import { type AppRole, type AssignmentDraft, DEFAULT_ACCESS_ROLE_ID, type ServicePrincipal } from "./directory.ts";

/** What the address or the person names: object id, appId or object id, id or value of a role. */
export interface AssignmentWish {
  readonly principal: string;
  readonly application: string;
  readonly role: string;
}

type AssignableRole = Pick<AppRole, "id" | "value" | "displayName">;

export interface AssignmentChoice {
  readonly principal: ServicePrincipal | undefined;
  readonly application: ServicePrincipal | undefined;
  /** The roles of the application that a service principal may have; the default access where there is none. */
  readonly roles: readonly AssignableRole[];
  readonly role: AssignableRole | undefined;
  /** Undefined until all three are known. */
  readonly draft: AssignmentDraft | undefined;
}

const DEFAULT_ACCESS = { id: DEFAULT_ACCESS_ROLE_ID, value: null, displayName: "Default access (no role)" };

/** Finds what is named; `principals` are all service principals of the tenant. */
export function assignmentChoice(wish: AssignmentWish, principals: readonly ServicePrincipal[]): AssignmentChoice {
  const find = (wanted: string): ServicePrincipal | undefined =>
    wanted === "" ? undefined : principals.find(({ id, appId }) => [id, appId].includes(wanted.toLowerCase()));
  const principal = find(wish.principal);
  const application = find(wish.application);
  const roles = application === undefined ? [] : assignableRoles(application);
  const role = roles.find(({ id, value }) => id === wish.role.toLowerCase() || (value !== null && value === wish.role));
  const isWhole = principal !== undefined && application !== undefined && role !== undefined;
  return {
    principal,
    application,
    roles,
    role,
    draft: isWhole ? { principalId: principal.id, resourceId: application.id, appRoleId: role.id } : undefined,
  };
}

function assignableRoles({ appRoles }: ServicePrincipal): AssignmentChoice["roles"] {
  const assignable = appRoles.filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes("Application"),
  );
  return assignable.length === 0 ? [DEFAULT_ACCESS] : assignable;
}

/** The request as the Azure CLI sends it; `az rest` adds the token and the content type. */
export function azRest(draft: AssignmentDraft): string {
  return [
    "az rest --method POST",
    `--url "https://graph.microsoft.com/v1.0/servicePrincipals/${draft.resourceId}/appRoleAssignedTo"`,
    `--body '${JSON.stringify(draft)}'`,
  ].join(" \\\n  ");
}
