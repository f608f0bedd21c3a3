import type { StartFunctionApp } from "../app-service/index.ts";
import { type LogLevel, startFunctionApp } from "../functions-host/index.ts";

const LEVELS: Readonly<Record<LogLevel, "info" | "warning" | "error">> = {
  trace: "info",
  debug: "info",
  information: "info",
  warning: "warning",
  error: "error",
  critical: "error",
};

/** App Service's function apps run under the Functions host for Node, which replaces a process that ends by itself. */
export const startNodeFunctionApp: StartFunctionApp = async ({ folder, environment, keys, write }) => {
  const app = startFunctionApp({
    folder,
    environment,
    keys,
    now: Date.now,
    onLine: ({ level, category, message }) => write(LEVELS[level], `[${category}] ${message}`),
  });
  const functions = await app.ready;
  return {
    functions: functions.map(({ name, bindings, isDisabled, route }) => ({ name, bindings, isDisabled, route })),
    setKeys: app.setKeys,
    forward: app.forward,
    // The host starts a crashed app again by itself, so for the site it never ends.
    ended: new Promise(() => undefined),
    close: () => app.stop({ graceMs: 3000 }),
  };
};
