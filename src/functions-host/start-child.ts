import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseAppMessage } from "./app-message.ts";
import type { WriteLine } from "./function-app-log.ts";
import { FunctionAppStartError } from "./function-app-start-error.ts";
import type { FunctionAppKeys, FunctionSummary, StartMessage } from "./protocol.ts";
import type { Schedule } from "./schedule.ts";
import { splitLines } from "./split-lines.ts";

/** How a child process ended. */
export interface ChildEnd {
  /** `recycled`: the host replaced it after a function had taken too long. */
  readonly kind: "crashed" | "recycled";
  /** "with exit code 1", "by signal SIGKILL". */
  readonly how: string;
}

/** One process that runs the app. */
export interface AppChild {
  readonly pid: number | undefined;
  readonly socket: string;
  /** Rejects with a `FunctionAppStartError`; the process ends then. */
  readonly ready: Promise<readonly FunctionSummary[]>;
  /** Resolves when the process takes no more requests, because it is gone or going to be replaced. */
  readonly left: Promise<ChildEnd["kind"]>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<ChildEnd>;
  /** Resolves soon after that, when what it wrote has been read. */
  readonly drained: Promise<void>;
  setKeys(keys: FunctionAppKeys): void;
  /** Asks the process to finish what is under way, and kills it after `graceMs`. */
  stop(graceMs: number): void;
}

export interface ChildOptions {
  readonly start: StartMessage;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: WriteLine;
  readonly schedule: Schedule;
  readonly startTimeoutMs: number;
}

/** Lies beside this file, in sources as in the build. */
const MAIN = join(import.meta.dirname, `main${extname(import.meta.filename)}`);

/** How long output is waited for after the process has ended, in milliseconds. */
const OUTPUT_GRACE_MS = 500;
/** How long other invocations may go on in a process that is being replaced, in milliseconds. */
const RECYCLE_GRACE_MS = 1_000;
/** Lines of error output that are told when the app doesn't start. */
const KEPT_LINES = 20;
const CONSOLE = "Host.Function.Console";

/** Starts the process. */
export function startChild({ start, environment, log, schedule, startTimeoutMs }: ChildOptions): AppChild {
  const child = spawn(process.execPath, [MAIN], {
    cwd: start.folder,
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    windowsHide: true,
  });
  const lastErrors: string[] = [];
  const recycled = Promise.withResolvers<"recycled">();
  let kind: ChildEnd["kind"] = "crashed";
  const { promise: ready, resolve, reject } = Promise.withResolvers<readonly FunctionSummary[]>();
  // Whoever waits for `ended` only needs no handler for this one.
  ready.catch(() => {});

  // `once` rejects on "error", which is a process that couldn't be started.
  const ended = once(child, "exit").then(
    ([code, signal]): ChildEnd => ({
      kind,
      how: signal === null ? `with exit code ${code}` : `by signal ${signal}`,
    }),
    (error: unknown): ChildEnd => ({ kind: "crashed", how: `before it ran: ${String(error)}` }),
  );
  const closed = once(child, "close").catch(() => {});
  // A process that the app started may keep the output open for ever.
  const drained = ended.then(async () => {
    await Promise.race([closed, delay(OUTPUT_GRACE_MS, undefined, { ref: false })]);
  });
  const cancelTimeout = schedule(startTimeoutMs, () => {
    reject(
      new FunctionAppStartError(
        "START_TIMEOUT",
        `The app in ${start.folder} wasn't ready after ${startTimeoutMs} ms. Look for work at the top level of its files, or in appStart hooks, that waits for something.`,
      ),
    );
    child.kill("SIGKILL");
  });
  void drained.then(async () => {
    cancelTimeout();
    const { how } = await ended;
    const output = lastErrors.length === 0 ? "" : ` Its last output:\n${lastErrors.join("\n")}`;
    reject(
      new FunctionAppStartError("LOAD_FAILED", `The app's process ended ${how} before the app was ready.${output}`),
    );
  });

  child.on("message", (raw: unknown) => {
    const message = parseAppMessage(raw);
    if (message?.kind === "ready") resolve(message.functions);
    else if (message?.kind === "failed") {
      reject(new FunctionAppStartError(message.code, message.message));
      child.kill("SIGKILL");
    } else if (message?.kind === "log") log(message.level, message.category, message.message, message);
    else if (message?.kind === "timed-out") {
      kind = "recycled";
      recycled.resolve(kind);
      // The answer of the function that timed out is still on its way.
      child.kill("SIGTERM");
      const cancel = schedule(RECYCLE_GRACE_MS, () => child.kill("SIGKILL"));
      void ended.then(cancel);
    }
  });
  ready.then(cancelTimeout, () => {});
  readOutput(child, log, lastErrors);
  child.send(start, () => {});

  return {
    pid: child.pid,
    socket: start.socket,
    ready,
    left: Promise.race([recycled.promise, ended.then((end) => end.kind)]),
    ended,
    drained,
    setKeys: (keys) => void (child.connected && child.send({ kind: "keys", keys }, () => {})),
    stop(graceMs) {
      child.kill("SIGTERM");
      const cancel = schedule(graceMs, () => child.kill("SIGKILL"));
      void ended.then(cancel);
    },
  };
}

/** The host takes an app's error output for errors, unless a line says that it warns (Functions host: WorkerProcess). */
function readOutput(child: ChildProcess, log: WriteLine, lastErrors: string[]): void {
  if (child.stdout !== null) splitLines(child.stdout, (line) => log("information", CONSOLE, line));
  if (child.stderr === null) return;
  splitLines(child.stderr, (line) => {
    lastErrors.push(line);
    if (lastErrors.length > KEPT_LINES) lastErrors.shift();
    log(/warn/i.test(line) ? "warning" : "error", CONSOLE, line);
  });
}
