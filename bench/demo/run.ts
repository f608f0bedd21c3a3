import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { median } from "../gateway/statistics.ts";

/**
 * How long the demo takes from the start of the process to its fifth ✓, and what memory the Gatehouse process holds once it
 * idles: `node bench/demo/run.ts [rounds]`. The promises: under 5 seconds on two cores, under 150 MB.
 */
const rounds = Number(process.argv[2] ?? 5);
const SETTLE_MS = 5000;

interface Round {
  readonly seconds: number;
  readonly megabytes: number;
}

async function measure(): Promise<Round> {
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=2", "src/cli/main.ts", "demo", "--in-memory", "--port", "0"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const seconds = await secondsToLastCase(child);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const kilobytes = Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }).trim());
    return { seconds, megabytes: (kilobytes * 1024) / 1e6 };
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  }
}

/** As the demo itself counts and prints it. */
function secondsToLastCase(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error("The demo has no output.");
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /^(\d) of 5 cases as expected, ([\d.]+) s after the start\.$/.exec(line);
      if (found === null) return;
      if (found[1] === "5") resolve(Number(found[2]));
      else reject(new Error(`The demo failed: ${line}`));
    });
    child.once("exit", (code) => reject(new Error(`The demo ended with ${code}.`)));
  });
}

const results: Round[] = [];
for (let round = 0; round < rounds; round += 1) {
  const result = await measure();
  results.push(result);
  console.log(
    `round ${round + 1}: ${result.seconds.toFixed(1)} s to the fifth ✓, ${result.megabytes.toFixed(0)} MB idle`,
  );
}
console.log(
  `median: ${median(results.map(({ seconds }) => seconds)).toFixed(1)} s, ${median(results.map(({ megabytes }) => megabytes)).toFixed(0)} MB`,
);
