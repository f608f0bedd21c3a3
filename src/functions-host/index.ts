export type { KeyCheck, KeyVerdict } from "./check-key.ts";
export type { ForwardTarget } from "./forward-request.ts";
export type { FunctionAppOptions, FunctionAppProcess, FunctionAppState, RunningFunction } from "./function-app.ts";
export type { FunctionAppLogLine } from "./function-app-log.ts";
export { startFunctionApp } from "./function-app-process.ts";
export { FunctionAppStartError } from "./function-app-start-error.ts";
export type { AuthLevel, FunctionAppKeys, FunctionAppStartErrorCode, FunctionSummary, LogLevel } from "./protocol.ts";
export type { Schedule } from "./schedule.ts";
