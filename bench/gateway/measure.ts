import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contender, type Load, type Sample, sendLoad } from "./load.ts";
import type { BenchOptions, LoadCase } from "./options.ts";
import { median, type Ratio, ratioByRound } from "./statistics.ts";
import type { TrustedGroup } from "./trusted-group.ts";

/** The medians of a contender's rounds. */
export interface Standing extends Omit<Sample, "requests"> {
  readonly name: string;
}

export interface CaseResult {
  readonly name: string;
  readonly rounds: number;
  readonly standings: readonly [first: Standing, second: Standing];
  /** Requests a second of the first contender, divided by those of the second. */
  readonly ratio: Ratio;
  /** The same for requests in a second of the contender's own processor time: other work on the machine disturbs it less. */
  readonly cpuRatio: Ratio;
}

export interface MeasureOptions {
  readonly contenders: readonly [first: Contender, second: Contender];
  readonly api: TrustedGroup;
  readonly folder: string;
  readonly core: string;
  readonly bench: BenchOptions;
}

/** Measures one case: both contenders are warmed up, then take turns. */
export async function measureCase(
  { name, tokens, warmUpSeconds, rounds, seconds }: LoadCase,
  { contenders, api, folder, core, bench }: MeasureOptions,
): Promise<CaseResult> {
  const tokensFile = join(folder, `tokens-${tokens}`);
  writeFileSync(tokensFile, `${api.tokens.slice(0, tokens).join("\n")}\n`);
  const load: Load = { api, tokensFile, connections: bench.connections, seconds, core };
  const [first, second] = contenders;
  for (const contender of warmUpSeconds > 0 ? contenders : []) {
    await sendLoad(contender, { ...load, seconds: warmUpSeconds });
  }
  const samples: { readonly first: Sample; readonly second: Sample }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    samples.push({ first: await sendLoad(first, load), second: await sendLoad(second, load) });
  }
  const [ofFirst, ofSecond] = [samples.map((sample) => sample.first), samples.map((sample) => sample.second)];
  const speeds = (of: readonly Sample[]): readonly number[] => of.map((sample) => sample.requestsPerSecond);
  const costs = (of: readonly Sample[]): readonly number[] => of.map((sample) => sample.cpuUs);
  return {
    name,
    rounds,
    standings: [standingOf(first.name, ofFirst), standingOf(second.name, ofSecond)],
    ratio: ratioByRound(speeds(ofFirst), speeds(ofSecond)),
    cpuRatio: ratioByRound(costs(ofSecond), costs(ofFirst)),
  };
}

function standingOf(name: string, samples: readonly Sample[]): Standing {
  const middle = (key: keyof Sample): number => median(samples.map((sample) => sample[key]));
  return {
    name,
    requestsPerSecond: middle("requestsPerSecond"),
    p50Us: middle("p50Us"),
    p99Us: middle("p99Us"),
    busy: middle("busy"),
    cpuUs: middle("cpuUs"),
  };
}
