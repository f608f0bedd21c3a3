import type { Cloud, CloudOptions } from "./start-cloud.ts";

export {
  type CaseOutcome,
  type ControlLogLine,
  type ControlStatus,
  clockSchema,
  failureSchema,
  identityCacheSchema,
  logLineSchema,
  tokenSchema,
} from "../control/index.ts";
export { type ClientEnvironmentOptions, clientEnvironment } from "./client-environment.ts";
export { askStatus, findRunning, findRunningOnPort, outboundTo } from "./find-running.ts";
export { type Operator, readOperator } from "./operator-file.ts";
export type { Cloud, CloudOptions } from "./start-cloud.ts";
export { STATE_ENTRIES, StateInUse } from "./state-folder.ts";
export { VERSION } from "./version.ts";
export { SUBSCRIPTION_ID, TENANT_ID } from "./well-known-ids.ts";

/** `startCloud` of `start-cloud.ts`; loaded when first called, because most commands only talk to a cloud that is up. */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { startCloud: start } = await import("./start-cloud.ts");
  return start(options);
}
