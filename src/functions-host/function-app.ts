import type { IncomingMessage, ServerResponse } from "node:http";
import type { ForwardTarget } from "./forward-request.ts";
import type { FunctionAppLogLine } from "./function-app-log.ts";
import type { FunctionAppKeys, FunctionSummary } from "./protocol.ts";
import type { Schedule } from "./schedule.ts";

/** What an app is started with. */
export interface FunctionAppOptions {
  /** Root of the app, absolute: where `host.json` and `package.json` are. */
  readonly folder: string;
  /** The app's whole environment: its settings, and what the platform adds. */
  readonly environment: Readonly<Record<string, string>>;
  readonly keys: FunctionAppKeys;
  readonly onLine: (line: FunctionAppLogLine) => void;
  /** Milliseconds since 1970, for the times of log lines. */
  readonly now: () => number;
  /** For restarts and time-outs; real time unless given. */
  readonly schedule?: Schedule;
  /** In milliseconds: 60 000 unless given. */
  readonly startTimeoutMs?: number;
  /** How long a caller waits for an answer, in milliseconds: 230 000 unless given, as on Azure. */
  readonly answerTimeoutMs?: number;
}

/** A function of the app that runs, with the address under which it is called. */
export interface RunningFunction extends FunctionSummary {
  /** `https://{WEBSITE_HOSTNAME}/api/orders/{id:int}`, lower case as Azure lists it. */
  readonly invokeUrlTemplate: string;
}

/** `starting` also while it is started again; `crashed` until then. */
export type FunctionAppState = "starting" | "running" | "crashed" | "stopped";

/** A function app and the process that runs it; a process that ends is replaced. */
export interface FunctionAppProcess {
  state(): FunctionAppState;
  /** The functions, once the first process takes requests. Rejects with a `FunctionAppStartError`; the app is stopped then. */
  readonly ready: Promise<readonly RunningFunction[]>;
  /** Process id; undefined while there is no process. */
  pid(): number | undefined;
  /** Uses these keys from now on. */
  setKeys(keys: FunctionAppKeys): void;
  /**
   * Passes a request on to the app and its answer back. A request that comes while no process takes any waits up to 30 seconds for
   * one, then gets 503 "Function host is not running." as on Azure.
   */
  forward(request: IncomingMessage, response: ServerResponse, target: ForwardTarget): void;
  /** Ends the process: what is under way may finish for `graceMs` (10 000 unless given), then it is killed. */
  stop(options?: { readonly graceMs?: number }): Promise<void>;
}
