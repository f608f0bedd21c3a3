/**
 * Compares the gateway with HAProxy: the demo's pipeline `trusted-group`, one core each, in front of the same static backend.
 * `docs/performance.md` says what is measured and why. Ends with 2 when the machine lacks what it needs.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { checkAnswers } from "./check-answers.ts";
import { startGatehouse } from "./gatehouse.ts";
import { startHAProxy } from "./haproxy.ts";
import { type CaseResult, measureCase } from "./measure.ts";
import { type BenchOptions, parseOptions, UsageError } from "./options.ts";
import type { PinnedProcess } from "./pinned-process.ts";
import { formatReport } from "./report.ts";
import { startStaticBackend } from "./static-backend.ts";
import { assignCores, checkSystem, MissingToolError } from "./system-tools.ts";

async function run(bench: BenchOptions): Promise<readonly CaseResult[]> {
  checkSystem();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const started: PinnedProcess[] = [];
  const cores = assignCores(availableParallelism());
  try {
    const backend = await startStaticBackend(folder, cores.backend);
    started.push(backend);
    const tokens = Math.max(...bench.cases.map((load) => load.tokens));
    const place = { folder, core: cores.contender, backendPort: backend.port };
    const gatehouse = await startGatehouse({ ...place, tokens });
    started.push(gatehouse);
    const { api } = gatehouse;
    const haproxy = await startHAProxy({ ...place, api });
    started.push(haproxy);
    const contenders = [
      { name: "Gatehouse", pid: gatehouse.pid, port: api.port },
      { name: "HAProxy", pid: haproxy.pid, port: haproxy.port },
    ] as const;
    for (const { name, port } of contenders) await checkAnswers(name, port, api);
    const results: CaseResult[] = [];
    for (const load of bench.cases) {
      results.push(await measureCase(load, { contenders, api, folder, core: cores.load, bench }));
    }
    return results;
  } finally {
    await Promise.all(started.map((process) => process.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A signal ends the bench by way of `exit`, where what it started is stopped. */
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

try {
  const options = parseOptions(process.argv.slice(2));
  const results = await run(options);
  console.log(options.json ? JSON.stringify(results, null, 2) : formatReport(results));
} catch (error) {
  if (!(error instanceof MissingToolError) && !(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
