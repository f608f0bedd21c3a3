import type { FindType, ResourceType } from "../engine/resource-type.ts";
import { archiveFile } from "./archive-file.ts";
import { azureadAppRoleAssignment } from "./azuread-app-role-assignment.ts";
import { azureadApplication } from "./azuread-application.ts";
import { azureadApplicationPassword } from "./azuread-application-password.ts";
import { azureadGroup, azureadGroupMember } from "./azuread-group.ts";
import { azureadServicePrincipal } from "./azuread-service-principal.ts";
import { azurermApiManagement } from "./azurerm-api-management.ts";
import { azurermApiManagementApi } from "./azurerm-api-management-api.ts";
import { azurermApiManagementApiOperation } from "./azurerm-api-management-api-operation.ts";
import { azurermApiManagementPolicies } from "./azurerm-api-management-policies.ts";
import { azurermApiManagementSubscription } from "./azurerm-api-management-subscription.ts";
import { azurermFunctionApps } from "./azurerm-function-app.ts";
import { azurermKeyVault } from "./azurerm-key-vault.ts";
import { azurermKeyVaultSecret } from "./azurerm-key-vault-secret.ts";
import { azurermResourceGroup, azurermResourceGroupData } from "./azurerm-resource-group.ts";
import { azurermRoleAssignment } from "./azurerm-role-assignment.ts";
import { azurermServicePlan } from "./azurerm-service-plan.ts";
import { azurermStorageAccount } from "./azurerm-storage-account.ts";
import { azurermSubscription } from "./azurerm-subscription.ts";
import { azurermUserAssignedIdentity } from "./azurerm-user-assigned-identity.ts";
import { clientConfigs } from "./client-config.ts";
import { randomTypes } from "./random.ts";
import { stateOnlyTypes } from "./terraform-data.ts";
import { timeRotating } from "./time-rotating.ts";

const types: readonly ResourceType[] = [
  archiveFile,
  azureadAppRoleAssignment,
  azureadApplication,
  azureadApplicationPassword,
  azureadGroup,
  azureadGroupMember,
  azureadServicePrincipal,
  azurermApiManagement,
  azurermApiManagementApi,
  azurermApiManagementApiOperation,
  ...azurermApiManagementPolicies,
  azurermApiManagementSubscription,
  ...azurermFunctionApps,
  azurermKeyVault,
  azurermKeyVaultSecret,
  azurermResourceGroup,
  azurermRoleAssignment,
  azurermServicePlan,
  azurermStorageAccount,
  azurermUserAssignedIdentity,
  ...clientConfigs,
  azurermSubscription,
  azurermResourceGroupData,
  ...stateOnlyTypes,
  ...randomTypes,
  timeRotating,
];

const byName = new Map(types.map((type) => [`${type.mode} ${type.type}`, type]));

/** The resource types and data sources of this folder. */
export const findType: FindType = (mode, type) => byName.get(`${mode} ${type}`);
