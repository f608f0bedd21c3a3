export { checkKey, type KeyCheck, type KeyVerdict } from "./check-key.ts";
export type { ForwardTarget } from "./forward-request.ts";
export type { FunctionAppLogLine } from "./function-app-log.ts";
export {
  type FunctionAppOptions,
  type FunctionAppProcess,
  type FunctionAppState,
  type RunningFunction,
  startFunctionApp,
} from "./function-app-process.ts";
export { FunctionAppStartError } from "./function-app-start-error.ts";
export type { AuthLevel, FunctionAppKeys, FunctionAppStartErrorCode, FunctionSummary, LogLevel } from "./protocol.ts";
export type { Schedule } from "./schedule.ts";
