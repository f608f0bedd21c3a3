/**
 * The module `@azure/functions-core`, which no package on npm holds: Azure's Node.js worker supplies it to the process that it
 * starts, and so does this host. `@azure/functions` registers through it all that `app.http(…)` and `app.hook.…` are told.
 */
import type { LogLevel } from "../protocol.ts";
import type { FunctionCallback, FunctionMetadata, LogCategory, ProgrammingModel } from "./core-types.ts";
import type { Disposable } from "./disposable.ts";
import { registrations } from "./registrations.ts";
import { writeLog } from "./write-log.ts";

export { Disposable } from "./disposable.ts";

/** Version of the worker. The contract here is that of Azure's worker 3.10. */
export const version = "3.10.1";

/** Version of the host. The package asks for 4.28 for HTTP streams and for 4.34 for log hooks, and finds both. */
export const hostVersion = "4.1036.3.0";

/** Adds a function; only while the app starts. */
export function registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
  return registrations.registerFunction(metadata, callback);
}

/** Adds a hook. Throws a `RangeError` for a name that isn't a hook. */
export function registerHook(name: string, callback: FunctionCallback): Disposable {
  return registrations.registerHook(name, callback);
}

/** Sets what runs invocations; the last one wins. */
export function setProgrammingModel(model: ProgrammingModel): void {
  registrations.setProgrammingModel(model);
}

/** The programming model that was set. */
export function getProgrammingModel(): ProgrammingModel | undefined {
  return registrations.programmingModel();
}

/** Logs outside of an invocation. */
export function log(level: LogLevel, category: LogCategory, message: string): void {
  writeLog(level, category, message);
}
