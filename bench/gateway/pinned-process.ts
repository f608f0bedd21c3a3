import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that runs on one core until it is stopped. */
export interface PinnedProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export interface PinnedCommand {
  /** As `taskset -c` takes it. */
  readonly core: string;
  readonly command: string;
  readonly args: readonly string[];
  /** `pipe` to read what it says; else it says it to the person. */
  readonly stdout?: "pipe" | "inherit";
}

const STOP_TIMEOUT_MS = 3000;
const running = new Set<ChildProcess>();

/** Nothing that was started outlives the bench, whichever way it ends. */
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Starts a program. `taskset` becomes the program, so its process id is the program's. */
export function startPinned({ core, command, args, stdout = "inherit" }: PinnedCommand): PinnedProcess {
  const path = `${process.env.PATH ?? ""}:/usr/sbin:/sbin`;
  const child = spawn("taskset", ["-c", core, command, ...args], {
    env: { ...process.env, PATH: path },
    stdio: ["pipe", stdout === "pipe" ? "pipe" : 2, 2],
  });
  if (child.pid === undefined) throw new Error(`${command} could not be started.`);
  running.add(child);
  child.once("exit", () => running.delete(child));
  return { pid: child.pid, child, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const tooSlow = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(tooSlow);
}
