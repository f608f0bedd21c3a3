/** The middle value; of an even number of them, the mean of the middle two. Throws `RangeError` for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError("The median of no values was asked for.");
  return (lower + upper) / 2;
}

/** A quotient of two series of measurements that were taken in turn. */
export interface Ratio {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Divides round by round, so that what slows the whole machine down for a while counts against both.
 * Throws `RangeError` when the series are empty or not of one length.
 */
export function ratioByRound(dividends: readonly number[], divisors: readonly number[]): Ratio {
  if (dividends.length !== divisors.length)
    throw new RangeError(`Rounds must come in pairs: found ${dividends.length} and ${divisors.length}.`);
  const ratios = dividends.map((dividend, round) => dividend / (divisors[round] ?? Number.NaN));
  return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
}
