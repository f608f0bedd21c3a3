import { randomBytes } from "node:crypto";
import { type Application, type Directory, firstParty, grantAppRoles, type ServicePrincipal } from "../entra/index.ts";
import { type Clock, derivedGuid, type ResourceId, type Store } from "../platform/index.ts";
import type { AccessControl } from "../resource-manager/index.ts";
import { type Operator, readOperator, writeOperator } from "./operator-file.ts";

const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const NAME = "Gatehouse operator";
/** What an administrator consents to for the principal that runs Terraform with the azuread provider. */
const GRAPH_ROLES = [
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "Directory.ReadWrite.All",
  "Group.ReadWrite.All",
  "User.ReadWrite.All",
];
/** End of the operator's secret: far enough for whoever moves the clock. */
export const OPERATOR_ENDS = "2099-12-31T00:00:00.000Z";

export interface OperatorOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly access: AccessControl;
  readonly subscriptionId: string;
  /** Folder in which the operator's credentials are kept, readable by its owner only. */
  readonly folder: string;
}

interface Owner {
  readonly application: Application;
  readonly principal: ServicePrincipal;
}

/**
 * The operator of this cloud, made at the first start: an application with a service principal that is Owner of the
 * subscription and may manage the directory. Its secret stands in a file of the state folder only; when that file is lost, the
 * same principal gets a new secret and the old one is worth nothing.
 */
export function openOperator(options: OperatorOptions): Operator {
  const kept = readOperator(options.folder);
  if (kept !== undefined && options.directory.servicePrincipals.get(kept.objectId) !== undefined) return kept;
  const operator = options.store.transaction(() => giveSecret(findOwner(options) ?? createOwner(options), options));
  writeOperator(options.folder, operator);
  return operator;
}

/** The application and the principal behind the assignment that `createOwner` makes; undefined if one of them is gone. */
function findOwner({ directory, access, subscriptionId }: OperatorOptions): Owner | undefined {
  const assignment = access.get(assignmentId(subscriptionId));
  const principal = assignment && directory.servicePrincipals.get(assignment.principalId);
  const application = principal && directory.applications.findByAppId(principal.appId);
  return application && { application, principal };
}

function createOwner({ clock, directory, access, subscriptionId }: OperatorOptions): Owner {
  const application = directory.applications.create({ displayName: NAME });
  const principal = directory.servicePrincipals.create({ appId: application.appId });
  grantAppRoles(directory, {
    principal: principal.id,
    resourceAppId: firstParty.microsoftGraph.appId,
    values: GRAPH_ROLES,
  });
  const scope = `/subscriptions/${subscriptionId}`;
  const id = assignmentId(subscriptionId);
  access.assign({
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    scope,
    roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`,
    principalId: principal.id,
    principalType: "ServicePrincipal",
    description: "The first principal of a subscription owns it.",
    createdOn: new Date(clock.now()).toISOString(),
    createdBy: principal.id,
  });
  return { application, principal };
}

function giveSecret({ application, principal }: Owner, { directory, subscriptionId }: OperatorOptions): Operator {
  for (const { keyId } of application.passwordCredentials) directory.applications.removePassword(application.id, keyId);
  const { secretText } = directory.applications.addPassword(application.id, {
    displayName: "Written to operator.json",
    endDateTime: OPERATOR_ENDS,
    secretText: `gh~${randomBytes(30).toString("base64url")}`,
  });
  return {
    tenantId: directory.tenantId,
    subscriptionId,
    clientId: application.appId,
    clientSecret: secretText,
    objectId: principal.id,
  };
}

/** The same for every operator of a subscription, so that there is one at most. */
function assignmentId(subscriptionId: string): ResourceId {
  const name = derivedGuid("operator", subscriptionId);
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleAssignments/${name}` as ResourceId;
}
