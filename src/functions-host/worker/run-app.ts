import { rmdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { flushCompileCache } from "node:module";
import { dirname } from "node:path";
import { FunctionAppStartError } from "../function-app-start-error.ts";
import type { FunctionAppKeys, StartMessage } from "../protocol.ts";
import { compileFunctions, summarize } from "./compile-functions.ts";
import { handleRequest } from "./handle-request.ts";
import { appLevelHookData, hookScope } from "./hook-data.ts";
import { negotiateHttpStream } from "./http-stream.ts";
import { runHooks } from "./invoke-function.ts";
import { loadEntryPoints } from "./load-entry-points.ts";
import { markRequests, runInCourseOf } from "./mark-requests.ts";
import { listenToParent, tellParent } from "./parent-channel.ts";
import { registrations } from "./registrations.ts";
import { createRouteTable } from "./route-table.ts";
import { supplyCoreModule } from "./supply-core-module.ts";
import { watchParent } from "./watch-parent.ts";
import { endEmpty } from "./write-answer.ts";
import { writeLog } from "./write-log.ts";

/** Headers may hold a whole client principal besides what a browser sends. */
const MAX_HEADER_BYTES = 131_072;

/** Waits for the parent to say which app to run, and runs it until the parent says stop, or dies. */
export function runApp(): void {
  // A terminal sends Ctrl+C to all of its processes; when this one ends is the parent's decision.
  process.on("SIGINT", () => {});
  let keys: FunctionAppKeys | undefined;
  let socket: string | undefined;
  listenToParent(
    (message) => {
      keys = message.keys;
      if (message.kind !== "start") return;
      socket = message.socket;
      start(message, () => keys ?? message.keys).catch(refuse);
    },
    () => {
      if (socket !== undefined) removeSocket(socket);
      process.exit(0);
    },
  );
}

async function start(message: StartMessage, keys: () => FunctionAppKeys): Promise<void> {
  supplyCoreModule();
  markRequests(process.env.HTTPS_PROXY);
  await loadEntryPoints(message);
  await runHooks("appStart", Object.assign(hookScope(appLevelHookData), { functionAppDirectory: message.folder }));
  const functions = compileFunctions(registrations.functions(), message.routePrefix, process.env);
  const model = registrations.programmingModel();
  if (model === undefined) {
    throw new FunctionAppStartError(
      "NO_FUNCTIONS",
      "The app registered functions without a programming model. Use @azure/functions 4.",
    );
  }
  const handling = {
    routes: createRouteTable(functions),
    model,
    stream: await negotiateHttpStream(model),
    keys,
    functionTimeoutMs: message.functionTimeoutMs,
    environment: process.env,
  };
  registrations.started();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    for (const [name, value] of Object.entries(message.customHeaders)) response.setHeader(name, value);
    // A stopping server waits for connections that the parent would keep.
    response.once("close", () => server.listening || setImmediate(() => server.closeIdleConnections()));
    runInCourseOf(request, () => handleRequest(request, response, handling)).catch((error: unknown) => {
      writeLog("error", "system", `The host failed on ${request.method} ${request.url}: ${String(error)}`);
      endEmpty(response, 500);
    });
  });
  // The parent keeps its connections; one that ended while idle would fail the next request on it.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(message.socket, resolve);
  });
  process.once("SIGTERM", () => void stop(server));
  tellParent({ kind: "ready", functions: functions.map(summarize) });
  setImmediate(() => {
    watchParent();
    // What was compiled is kept for the next start, also if this process is killed.
    flushCompileCache();
  });
}

/** Answers what is under way, lets the app clean up, and ends. */
async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await closed;
  try {
    await runHooks("appTerminate", hookScope(appLevelHookData));
  } catch (error) {
    writeLog("error", "system", `A hook on appTerminate failed: ${String(error)}`);
  }
  process.exit(0);
}

/** The parent ends this process once it has heard why. */
function refuse(error: unknown): void {
  const known = error instanceof FunctionAppStartError;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  tellParent({
    kind: "failed",
    code: known ? error.code : "LOAD_FAILED",
    message: known ? error.message : `The app failed while it started.\n${text}`,
  });
}

function removeSocket(socket: string): void {
  if (process.platform === "win32") return;
  try {
    rmSync(socket, { force: true });
    rmdirSync(dirname(socket));
  } catch {
    // Another process of the same app still has its socket there.
  }
}
