import { randomBytes } from "node:crypto";
import { type Directory, firstParty, grantAppRoles } from "../entra/index.ts";
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

/**
 * The operator of this cloud, made at the first start: an application with a service principal that is Owner of the
 * subscription and may manage the directory. Its secret stands in a file of the state folder only.
 */
export function openOperator(options: OperatorOptions): Operator {
  const kept = readOperator(options.folder);
  if (kept !== undefined && options.directory.servicePrincipals.get(kept.objectId) !== undefined) return kept;
  const operator = options.store.transaction(() => createOperator(options));
  writeOperator(options.folder, operator);
  return operator;
}

function createOperator({ clock, directory, access, subscriptionId }: OperatorOptions): Operator {
  const application = directory.applications.create({ displayName: NAME });
  const principal = directory.servicePrincipals.create({ appId: application.appId });
  const { secretText } = directory.applications.addPassword(application.id, {
    displayName: "Made at the first start",
    endDateTime: OPERATOR_ENDS,
    secretText: `gh~${randomBytes(30).toString("base64url")}`,
  });
  grantAppRoles(directory, {
    principal: principal.id,
    resourceAppId: firstParty.microsoftGraph.appId,
    values: GRAPH_ROLES,
  });
  const scope = `/subscriptions/${subscriptionId}`;
  const name = derivedGuid("owner", subscriptionId, principal.id);
  access.assign({
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}` as ResourceId,
    name,
    scope,
    roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${OWNER}`,
    principalId: principal.id,
    principalType: "ServicePrincipal",
    description: "The first principal of a subscription owns it.",
    createdOn: new Date(clock.now()).toISOString(),
    createdBy: principal.id,
  });
  return {
    tenantId: directory.tenantId,
    subscriptionId,
    clientId: application.appId,
    clientSecret: secretText,
    objectId: principal.id,
  };
}
