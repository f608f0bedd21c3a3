import { describe, expect, test } from "vitest";
import { grants } from "../role-definition.ts";
import { builtInRoles } from "./index.ts";

const IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities";
const MESSAGES = "Microsoft.Storage/storageAccounts/queueServices/queues/messages";
const ENTITIES = "Microsoft.Storage/storageAccounts/tableServices/tables/entities";
const SECRETS = "Microsoft.KeyVault/vaults/secrets";

function gives(roleName: string, operation: string, plane: "control" | "data"): boolean {
  const role = builtInRoles.find((definition) => definition.roleName === roleName);
  if (role === undefined) throw new Error(`There is no role ${roleName}.`);
  return grants(role.permissions, operation, plane);
}

describe("built-in roles", () => {
  test("have ids and names of their own", () => {
    expect(new Set(builtInRoles.map(({ id }) => id)).size).toBe(builtInRoles.length);
    expect(new Set(builtInRoles.map(({ roleName }) => roleName)).size).toBe(builtInRoles.length);
    for (const { id } of builtInRoles) expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  test.each<[string, string, "control" | "data", boolean]>([
    ["Reader", "Microsoft.Web/sites/read", "control", true],
    ["Reader", "Microsoft.Web/sites/config/list/action", "control", false],
    ["Reader", "Microsoft.Storage/storageAccounts/listkeys/action", "control", false],
    ["Contributor", "Microsoft.Authorization/roleAssignments/write", "control", false],
    ["User Access Administrator", "Microsoft.Authorization/roleDefinitions/write", "control", true],
    ["User Access Administrator", "Microsoft.Web/sites/write", "control", false],
    ["Role Based Access Control Administrator", "Microsoft.Authorization/roleAssignments/write", "control", true],
    ["Role Based Access Control Administrator", "Microsoft.Authorization/roleDefinitions/write", "control", false],
    ["Log Analytics Reader", "Microsoft.OperationalInsights/workspaces/read", "control", true],
    ["Log Analytics Reader", "Microsoft.OperationalInsights/workspaces/sharedKeys/read", "control", false],
    ["Key Vault Administrator", `${SECRETS}/setSecret/action`, "data", true],
    ["Key Vault Administrator", "Microsoft.KeyVault/vaults/read", "control", true],
    ["Key Vault Administrator", "Microsoft.KeyVault/vaults/write", "control", false],
    ["Key Vault Contributor", "Microsoft.KeyVault/vaults/write", "control", true],
    ["Key Vault Contributor", `${SECRETS}/getSecret/action`, "data", false],
    ["Key Vault Contributor", "Microsoft.KeyVault/locations/deletedVaults/purge/action", "control", false],
    ["Key Vault Reader", `${SECRETS}/readMetadata/action`, "data", true],
    ["Key Vault Reader", `${SECRETS}/getSecret/action`, "data", false],
    ["Key Vault Secrets Officer", `${SECRETS}/delete`, "data", true],
    ["Key Vault Secrets User", `${SECRETS}/getSecret/action`, "data", true],
    ["Key Vault Secrets User", `${SECRETS}/setSecret/action`, "data", false],
    ["Key Vault Secrets User", "Microsoft.KeyVault/vaults/read", "control", false],
    ["Storage Account Contributor", "Microsoft.Storage/storageAccounts/listkeys/action", "control", true],
    ["Storage Account Contributor", `${MESSAGES}/read`, "data", false],
    ["Storage Queue Data Reader", `${MESSAGES}/read`, "data", true],
    ["Storage Queue Data Reader", `${MESSAGES}/process/action`, "data", false],
    ["Storage Queue Data Message Processor", `${MESSAGES}/process/action`, "data", true],
    ["Storage Queue Data Message Processor", `${MESSAGES}/add/action`, "data", false],
    ["Storage Queue Data Message Sender", `${MESSAGES}/add/action`, "data", true],
    ["Storage Queue Data Message Sender", `${MESSAGES}/read`, "data", false],
    ["Storage Table Data Reader", `${ENTITIES}/read`, "data", true],
    ["Storage Table Data Reader", `${ENTITIES}/write`, "data", false],
    ["Managed Identity Operator", `${IDENTITY}/assign/action`, "control", true],
    ["Managed Identity Operator", `${IDENTITY}/read`, "control", true],
    ["Managed Identity Operator", `${IDENTITY}/write`, "control", false],
    ["Managed Identity Contributor", `${IDENTITY}/write`, "control", true],
    ["Managed Identity Contributor", `${IDENTITY}/assign/action`, "control", false],
    ["Website Contributor", "Microsoft.Web/sites/config/write", "control", true],
    ["Website Contributor", "Microsoft.Web/serverFarms/write", "control", false],
    ["Web Plan Contributor", "Microsoft.Web/serverFarms/write", "control", true],
    ["Web Plan Contributor", "Microsoft.Web/sites/read", "control", false],
    ["API Management Service Contributor", "Microsoft.ApiManagement/service/apis/write", "control", true],
    ["API Management Service Operator Role", "Microsoft.ApiManagement/service/write", "control", true],
    ["API Management Service Operator Role", "Microsoft.ApiManagement/service/apis/write", "control", false],
    ["API Management Service Reader Role", "Microsoft.ApiManagement/service/apis/read", "control", true],
    ["API Management Service Reader Role", "Microsoft.ApiManagement/service/users/keys/read", "control", false],
  ])("%s: %s on the %s plane is %s", (roleName, operation, plane, expected) => {
    expect(gives(roleName, operation, plane)).toBe(expected);
  });
});
