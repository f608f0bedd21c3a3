import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Directory, firstParty, grantAppRoles } from "../entra/index.ts";
import { type Clock, derivedGuid, isGuid, type ResourceId, type Store } from "../platform/index.ts";
import type { AccessControl } from "../resource-manager/index.ts";

/** Who creates everything: the first principal of the subscription, with a client secret. */
export interface Operator {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of its service principal. */
  readonly objectId: string;
}

const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const NAME = "Gatehouse operator";
/** What an administrator consents to for the principal that runs Terraform with the azuread provider. */
const GRAPH_ROLES = [
  "Application.ReadWrite.All",
  "AppRoleAssignment.ReadWrite.All",
  "Directory.ReadWrite.All",
  "Group.ReadWrite.All",
];
/** Far enough: the operator's secret doesn't run out under someone who moves the clock. */
const SECRET_ENDS = "2099-12-31T00:00:00.000Z";

const fileSchema = z.object({
  tenantId: z.string().refine(isGuid),
  subscriptionId: z.string().refine(isGuid),
  clientId: z.string().refine(isGuid),
  clientSecret: z.string().min(20),
  objectId: z.string().refine(isGuid),
});

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
  const file = operatorFile(options.folder);
  if (existsSync(file)) {
    const kept = readOperator(options.folder);
    if (kept !== undefined && options.directory.servicePrincipals.get(kept.objectId) !== undefined) return kept;
  }
  const operator = options.store.transaction(() => createOperator(options));
  writeFileSync(file, `${JSON.stringify(operator, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return operator;
}

/** The credentials kept in a state folder; undefined if there are none that can be read. */
export function readOperator(folder: string): Operator | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(operatorFile(folder), "utf8")));
  } catch {
    return undefined;
  }
}

function operatorFile(folder: string): string {
  return join(folder, "operator.json");
}

function createOperator({ clock, directory, access, subscriptionId }: OperatorOptions): Operator {
  const application = directory.applications.create({ displayName: NAME });
  const principal = directory.servicePrincipals.create({ appId: application.appId });
  const { secretText } = directory.applications.addPassword(application.id, {
    displayName: "Made at the first start",
    endDateTime: SECRET_ENDS,
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
