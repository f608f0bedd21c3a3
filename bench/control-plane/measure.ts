import { median } from "../gateway/statistics.ts";

/** What is measured twice: with few resources and with many. */
export interface Contest {
  readonly few: () => unknown;
  readonly many: () => unknown;
}

/**
 * How much longer `many` takes than `few`: the median, over `rounds`, of the quotient of two neighbouring rounds of `repeats` calls
 * each. They take turns in who begins, so that what else the machine does disturbs both alike.
 */
export async function slowdown({ few, many }: Contest, rounds: number, repeats: number): Promise<number> {
  const quotients: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? [few, many] : [many, few];
    const [first = 0, second = 0] = [await timeOf(order[0], repeats), await timeOf(order[1], repeats)];
    // The first round warms up.
    if (round > 0) quotients.push(order[0] === few ? second / first : first / second);
  }
  return median(quotients);
}

async function timeOf(work: (() => unknown) | undefined, repeats: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < repeats; call += 1) await work?.();
  return performance.now() - start;
}
