import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Log } from "../../platform/index.ts";
import { type AzuritePorts, fromAzuriteSchema, type ToAzurite } from "./messages.ts";

const START_TIME_MS = 30_000;
const STOP_TIME_MS = 6_000;
const FIRST_RESTART_MS = 100;
const SLOWEST_RESTART_MS = 5_000;

/** Azurite can't be reached: it doesn't start, or it was closed. */
export class AzuriteUnavailable extends Error {
  readonly code = "AZURITE_UNAVAILABLE";
}

export interface AzuriteOptions {
  readonly log: Log;
  /** Where it keeps its files; in memory when undefined. */
  readonly folder: string | undefined;
  /** All accounts with their two keys, in base64. */
  readonly accounts: () => ReadonlyMap<string, readonly [key1: string, key2: string]>;
}

/** Where Azurite listens, and what it wants to see. */
export interface AzuriteAddress {
  readonly ports: AzuritePorts;
  readonly gate: string;
}

/** Azurite in a process of its own, started anew when it dies. */
export interface Azurite {
  /** Its address, once it runs and knows all accounts. Throws `AzuriteUnavailable`. */
  address(): Promise<AzuriteAddress>;
  /** Tells it that the accounts changed; the next `address()` waits until it knows. */
  accountsChanged(): void;
  /** Id of the process that runs now. */
  pid(): number | undefined;
  close(): Promise<void>;
}

interface Run {
  readonly child: ChildProcess;
  readonly gate: string;
  readonly ports: Promise<AzuritePorts>;
  /** Resolves when the accounts last told are in force. */
  settled: Promise<void>;
}

export function startAzurite(options: AzuriteOptions): Azurite {
  const { log } = options;
  const waiting = new Map<number, () => void>();
  let sequence = 0;
  let closed = false;
  let restartMs = FIRST_RESTART_MS;
  let restart: NodeJS.Timeout | undefined;
  /** Resolves when the next run has begun. */
  let relaunched: Promise<void> = Promise.resolve();
  let endWait = () => {};
  let run = launch();

  function launch(): Run {
    const child = forkProcess();
    const gate = randomBytes(32).toString("base64url");
    const ports = new Promise<AzuritePorts>((resolve, reject) => {
      const tooSlow = setTimeout(() => child.kill("SIGKILL"), START_TIME_MS);
      let complaint = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        complaint = `${complaint}${chunk.toString("utf8")}`.slice(-2_000);
      });
      child.on("message", (message) => {
        const told = fromAzuriteSchema.parse(message);
        if (told.kind === "listening") {
          clearTimeout(tooSlow);
          restartMs = FIRST_RESTART_MS;
          resolve(told.ports);
        } else waiting.get(told.sequence)?.();
      });
      child.once("error", (error) => reject(new AzuriteUnavailable(`Azurite can't be started: ${error.message}`)));
      child.once("exit", (code, signal) => {
        clearTimeout(tooSlow);
        reject(
          new AzuriteUnavailable(`Azurite ended with ${signal ?? `exit code ${code}`}. ${complaint.trim()}`.trim()),
        );
        for (const resume of waiting.values()) resume();
        if (closed) return;
        log.error("Azurite ended and is started again", {
          cause: signal ?? String(code),
          complaint: complaint.trim(),
          ...(options.folder === undefined ? { lost: "all blobs, queues and tables, which were in memory" } : {}),
        });
        relaunched = new Promise((begun) => {
          endWait = begun;
          restart = setTimeout(() => {
            run = launch();
            begun();
          }, restartMs);
        });
        restartMs = Math.min(restartMs * 2, SLOWEST_RESTART_MS);
      });
    });
    ports.catch(() => {});
    const folder = options.folder === undefined ? {} : { folder: options.folder };
    send(child, { kind: "start", gate, accounts: listAccounts(options), ...folder });
    return { child, gate, ports, settled: Promise.resolve() };
  }

  return {
    async address() {
      if (closed) throw new AzuriteUnavailable("Storage is closed.");
      await relaunched;
      const { ports, gate, settled } = run;
      await settled;
      return { ports: await ports, gate };
    },
    accountsChanged() {
      const current = run;
      sequence += 1;
      const own = sequence;
      const told = new Promise<void>((resolve) => waiting.set(own, resolve)).finally(() => waiting.delete(own));
      current.settled = current.settled.then(() => told);
      current.ports.then(
        () => send(current.child, { kind: "accounts", accounts: listAccounts(options), sequence: own }),
        () => waiting.get(own)?.(),
      );
    },
    pid: () => run.child.pid,
    async close() {
      closed = true;
      clearTimeout(restart);
      endWait();
      await stop(run.child);
    },
  };
}

/** `execArgv` is emptied because the parent's flags (a test runner's, a debugger's) are not meant for it. */
function forkProcess(): ChildProcess {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  return fork(fileURLToPath(new URL(`./process${extension}`, import.meta.url)), [], {
    execArgv: ["--no-warnings"],
    env: { PATH: process.env.PATH ?? "", ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}) },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function send(child: ChildProcess, message: ToAzurite): void {
  if (child.connected) child.send(message, () => {});
}

function listAccounts({ accounts }: AzuriteOptions): string {
  return [...accounts()].map(([name, [key1, key2]]) => `${name}:${key1}:${key2};`).join("");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const tooSlow = setTimeout(() => child.kill("SIGKILL"), STOP_TIME_MS);
  send(child, { kind: "stop" });
  await ended;
  clearTimeout(tooSlow);
}
