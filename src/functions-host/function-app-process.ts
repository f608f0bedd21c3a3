import { Agent } from "node:http";
import { childEnvironment } from "./child-environment.ts";
import { findEntryPoints } from "./find-entry-points.ts";
import { endWithout, forwardRequest } from "./forward-request.ts";
import type { FunctionAppOptions, FunctionAppProcess, FunctionAppState, RunningFunction } from "./function-app.ts";
import { createLogWriter, type LogLevels } from "./function-app-log.ts";
import { FunctionAppStartError } from "./function-app-start-error.ts";
import type { FunctionSummary, StartMessage } from "./protocol.ts";
import { readHostJson } from "./read-host-json.ts";
import { HEALTHY_AFTER_MS, restartDelay } from "./restart-delay.ts";
import { realTime } from "./schedule.ts";
import { createSocketFolder, type SocketFolder } from "./socket-folder.ts";
import { type AppChild, type ChildEnd, startChild } from "./start-child.ts";

const START_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 230_000;
const HOST_READY_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 10_000;
const HOST = "Host";

/**
 * Starts a function app written for `@azure/functions` 4 in a process of its own, and keeps it running: when the process ends by
 * itself, another is started after a second, or after twice the last delay if it ends again within a minute.
 *
 * @example
 * const app = startFunctionApp({ folder, environment, keys, onLine: (line) => console.log(line.message), now: Date.now });
 * for (const { name, invokeUrlTemplate } of await app.ready) console.log(name, invokeUrlTemplate);
 */
export function startFunctionApp(options: FunctionAppOptions): FunctionAppProcess {
  const { folder, environment, onLine, now, schedule = realTime } = options;
  const startTimeoutMs = options.startTimeoutMs ?? START_TIMEOUT_MS;
  const answerTimeoutMs = options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS;
  let levels: LogLevels = {};
  const log = createLogWriter(now, onLine, () => levels);
  const agent = new Agent({ keepAlive: true });
  const stopping = Promise.withResolvers<void>();
  const first = Promise.withResolvers<readonly RunningFunction[]>();
  let { keys } = options;
  let state: FunctionAppState = "starting";
  let isStopping = false;
  let child: AppChild | undefined;
  /** Resolves with the next process that takes requests; undefined when there will be none. */
  let running = Promise.withResolvers<AppChild | undefined>();

  async function run(): Promise<void> {
    let sockets: SocketFolder | undefined;
    try {
      const { logLevels, ignored, ...host } = await readHostJson(folder, environment.WEBSITE_SKU);
      levels = logLevels;
      if (ignored.length > 0) log("warning", HOST, `host.json sets ${ignored.join(", ")}, which has no effect here.`);
      const entries = await findEntryPoints(folder);
      sockets = await createSocketFolder();
      await keepRunning({ folder, ...host, ...entries }, sockets);
    } catch (error) {
      first.reject(error);
    } finally {
      child = undefined;
      state = "stopped";
      first.reject(new FunctionAppStartError("STOPPED", `The app in ${folder} was stopped before it was ready.`));
      running.resolve(undefined);
      agent.destroy();
      await sockets?.remove();
    }
  }

  /** Returns when the app is stopped; throws when its first start fails. */
  async function keepRunning(
    plan: Omit<StartMessage, "kind" | "socket" | "keys">,
    sockets: SocketFolder,
  ): Promise<void> {
    let failures = 0;
    for (let attempt = 1; !isStopping; attempt += 1) {
      state = "starting";
      const current = startChild({
        start: { kind: "start", ...plan, socket: sockets.path(attempt), keys },
        environment: childEnvironment(environment, process.env),
        log,
        schedule,
        startTimeoutMs,
      });
      child = current;
      const begin = performance.now();
      let problem = "";
      let cancelHealthy = () => {};
      try {
        const functions = await current.ready;
        if (!isStopping) state = "running";
        cancelHealthy = schedule(HEALTHY_AFTER_MS, () => {
          failures = 0;
        });
        const names = functions.map(({ name, route }) => `${name} at /${route}`).join(", ");
        log("information", HOST, `The app takes requests after ${Math.round(performance.now() - begin)} ms: ${names}.`);
        first.resolve(functions.map(withUrl));
        running.resolve(current);
      } catch (error) {
        await current.drained;
        if (isStopping) return;
        if (attempt === 1) throw error;
        problem = ` ${error instanceof Error ? error.message : String(error)}`;
      }
      const kind = await current.left;
      // From here on requests wait for the next process; those that have waited already go on waiting.
      if (state === "running") running = Promise.withResolvers();
      state = kind === "crashed" ? "crashed" : "starting";
      const end = await current.ended;
      cancelHealthy();
      child = undefined;
      if (isStopping) return;
      await current.drained;
      if (end.kind === "crashed") failures += 1;
      await pause(end, failures, problem);
    }
  }

  async function pause({ kind, how }: ChildEnd, failures: number, problem: string): Promise<void> {
    if (kind === "recycled") {
      log("information", HOST, "The app's process is replaced, because a function took longer than functionTimeout.");
      return;
    }
    const delayMs = restartDelay(failures);
    log("error", HOST, `The app's process ended ${how}.${problem} It is started again in ${delayMs / 1000} s.`);
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = schedule(delayMs, resolve);
    await Promise.race([promise, stopping.promise]);
    cancel();
  }

  function withUrl(summary: FunctionSummary): RunningFunction {
    const url = `https://${environment.WEBSITE_HOSTNAME ?? "localhost"}/${summary.route}`;
    return { ...summary, invokeUrlTemplate: url.toLowerCase() };
  }

  async function nextChild(): Promise<AppChild | undefined> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const cancel = schedule(HOST_READY_TIMEOUT_MS, () => resolve(undefined));
    try {
      return await Promise.race([running.promise, promise]);
    } finally {
      cancel();
    }
  }

  first.promise.catch(() => {});
  const finished = run();

  return {
    state: () => state,
    ready: first.promise,
    pid: () => child?.pid,
    setKeys(given) {
      keys = given;
      child?.setKeys(given);
    },
    forward(request, response, target) {
      const pass = ({ socket }: AppChild) =>
        forwardRequest(request, response, target, {
          socket,
          agent,
          schedule,
          answerTimeoutMs,
          onFailure: (reason) => log("error", HOST, reason),
        });
      if (state === "running" && child !== undefined) return pass(child);
      void nextChild().then((ready) => {
        if (response.destroyed) return;
        if (ready !== undefined && !isStopping) pass(ready);
        else endWithout(response, 503, "Function host is not running.");
      });
    },
    async stop(settings = {}) {
      isStopping = true;
      stopping.resolve();
      running.resolve(undefined);
      child?.stop(settings.graceMs ?? STOP_GRACE_MS);
      await finished;
    },
  };
}
