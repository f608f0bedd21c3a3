import type { LogLevel } from "../protocol.ts";
import type { LogCategory } from "./core-types.ts";
import { appLevelHookData, hookScope } from "./hook-data.ts";
import { tellParent } from "./parent-channel.ts";
import { registrations } from "./registrations.ts";

/** The invocation during which a line was written. */
export interface LoggedInvocation {
  readonly functionName: string;
  readonly invocationId: string;
  readonly hookData: Record<string, unknown>;
  /** What the handler gets as its context; undefined until it exists. */
  readonly context: () => unknown;
}

let hooksAreRunning = false;

/**
 * Writes a line to the log of the app, after the app's `log` hooks have seen it. They may change what the app's own code wrote,
 * not what the host wrote (azure-functions-nodejs-library: LogHookContext).
 */
export function writeLog(
  level: LogLevel,
  category: LogCategory,
  message: string,
  invocation: LoggedInvocation | undefined = undefined,
): void {
  const line = { level, message };
  runLogHooks(line, category, invocation);
  const written = category === "user" ? line : { level, message };
  tellParent({
    kind: "log",
    level: written.level,
    category: categoryName(category, invocation),
    message: String(written.message),
    functionName: invocation?.functionName,
    invocationId: invocation?.invocationId,
  });
}

/** Categories of the Functions host: `Function.<name>.User` is what `context.log` writes. */
function categoryName(category: LogCategory, invocation: LoggedInvocation | undefined): string {
  if (invocation === undefined) return category === "user" ? "Worker.User" : "Worker";
  const name = `Function.${invocation.functionName}`;
  return category === "user" ? `${name}.User` : name;
}

function runLogHooks(
  line: { level: LogLevel; message: string },
  category: LogCategory,
  invocation: LoggedInvocation | undefined,
): void {
  const hooks = registrations.hooks("log");
  // A hook that logs would call itself for ever.
  if (hooks.length === 0 || hooksAreRunning) return;
  hooksAreRunning = true;
  try {
    const context = hookScope(invocation?.hookData ?? appLevelHookData, {
      category,
      invocationContext: invocation?.context(),
    });
    Object.assign(context, line);
    for (const hook of hooks) hook(context);
    Object.assign(line, { level: Reflect.get(context, "level"), message: Reflect.get(context, "message") });
  } finally {
    hooksAreRunning = false;
  }
}
