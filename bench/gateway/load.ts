import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { cpuSeconds } from "./cpu-time.ts";
import type { TrustedGroup } from "./trusted-group.ts";
import { parseWrkOutput, WrkError, type WrkResult } from "./wrk-output.ts";

/** Who is measured. */
export interface Contender {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
}

/** One round of one contender. */
export interface Sample extends WrkResult {
  /** Share of its core that the contender had, 0 to 1: below 1 it waited for the load. */
  readonly busy: number;
  /** The contender's processor time for a request, in microseconds. */
  readonly cpuUs: number;
}

export interface Load {
  readonly api: TrustedGroup;
  readonly tokensFile: string;
  readonly connections: number;
  readonly seconds: number;
  /** wrk's cores, as `taskset -c` takes them. */
  readonly core: string;
}

const GRACE_MS = 10_000;

/** Sends requests for some seconds, as many as are answered. Throws `WrkError`. */
export async function sendLoad(contender: Contender, load: Load): Promise<Sample> {
  const [cpuBefore, timeBefore] = [cpuSeconds(contender.pid), performance.now()];
  const result = parseWrkOutput(await runWrk(contender.port, load));
  const cpu = cpuSeconds(contender.pid) - cpuBefore;
  const elapsed = (performance.now() - timeBefore) / 1000;
  return { ...result, busy: cpu / elapsed, cpuUs: (cpu / result.requests) * 1e6 };
}

function runWrk(port: number, { api, tokensFile, connections, seconds, core }: Load): Promise<string> {
  const script = fileURLToPath(new URL("./load.lua", import.meta.url));
  const url = `http://127.0.0.1:${port}${api.path}`;
  const options = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, "--timeout", "5s", "-s", script, url];
  const values = ["--", `${api.hostName}:${port}`, api.subscriptionKey, tokensFile];
  return new Promise((resolve, reject) => {
    const wrk = spawn("taskset", ["-c", core, "wrk", ...options, ...values], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: seconds * 1000 + GRACE_MS,
    });
    let output = "";
    wrk.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    wrk.once("error", reject);
    wrk.once("close", (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new WrkError(`wrk ended with ${signal ?? code}. Its output:\n${output.slice(0, 2000)}`));
    });
  });
}
