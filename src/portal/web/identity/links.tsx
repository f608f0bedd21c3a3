import { Link } from "react-router";
import type { PrincipalKind } from "../../../control/contract/checks.ts";
import type { AppRoleAssignment, DirectoryObject } from "./directory.ts";

const PLACES: Readonly<Record<PrincipalKind, string>> = {
  "managed identity": "managed-identities",
  application: "service-principals",
  user: "users",
  group: "groups",
};

/** The page of a principal, by its object id. */
export function PrincipalLink({
  kind,
  id,
  name,
}: {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly name: string;
}) {
  return <Link to={`/identity/${PLACES[kind]}/${encodeURIComponent(id)}`}>{name === "" ? id : name}</Link>;
}

/** What a member of a group or the like is, by Graph's annotation. */
export function kindOf({ "@odata.type": type, servicePrincipalType }: DirectoryObject): PrincipalKind {
  if (type.endsWith("group")) return "group";
  if (type.endsWith("user")) return "user";
  return servicePrincipalType === "ManagedIdentity" ? "managed identity" : "application";
}

/** What holds an assignment; a managed identity's page tells more than its service principal's. */
export function kindOfPrincipal(
  { principalType, principalId }: AppRoleAssignment,
  managedIdentities: readonly { readonly principalId: string }[],
): PrincipalKind {
  if (principalType === "Group") return "group";
  if (principalType === "User") return "user";
  return managedIdentities.some((identity) => identity.principalId === principalId)
    ? "managed identity"
    : "application";
}

/** The page on which an app role is assigned, filled in as far as it is known. */
export function assignPage(known: {
  readonly principal?: string;
  readonly application?: string;
  readonly role?: string;
}): string {
  const query = new URLSearchParams(Object.entries(known).filter(([, value]) => value !== undefined));
  return `/identity/assign${query.size === 0 ? "" : `?${query}`}`;
}
