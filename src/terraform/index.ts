/**
 * Applies a Terraform folder without Terraform, by the requests that the providers azurerm and azuread would send. What is not
 * supported is refused by name, with file and line, before the first request.
 *
 * `language/` reads and evaluates the folder, `engine/` walks it and keeps the state, `resources/` has one file for each type.
 */
export { type ApplyOptions, type ApplyResult, applyFolder } from "./engine/apply-folder.ts";
export type { AzureClients, AzureResponse, Credentials, SendRequest } from "./engine/azure-clients.ts";
export { AzureRequestError } from "./engine/azure-request-error.ts";
export { createAzureClients } from "./engine/create-azure-clients.ts";
export { destroyFolder } from "./engine/destroy-folder.ts";
export type { Action, ApplyEvent } from "./engine/events.ts";
export { LocalExecError } from "./engine/provisioners/run-local-exec.ts";
export { readOutputs } from "./engine/read-outputs.ts";
export { ResourceError } from "./engine/resource-error.ts";
export { memoryState, type Output, parseState, type State, type StateStorage } from "./engine/state.ts";
export { type CommandLineVariable, TerraformError, type Value } from "./language/index.ts";
