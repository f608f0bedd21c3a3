/** Applies a Terraform folder without Terraform: by the requests that the providers would send. */

export {
  type ApplyEvent,
  type ApplyOptions,
  type ApplyResult,
  applyFolder,
  destroyFolder,
  type Output,
  ResourceError,
} from "./engine/apply-folder.ts";
export {
  type AzureClients,
  AzureRequestError,
  type Credentials,
  createAzureClients,
  type SendRequest,
} from "./engine/azure-clients.ts";
export { memoryState, parseState, type State, type StateStorage } from "./engine/state.ts";
export type { Value } from "./language/index.ts";
export { TerraformError } from "./language/index.ts";
