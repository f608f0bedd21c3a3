import type { ExchangeSummary } from "../../../control/contract/exchanges.ts";

/**
 * Takes news into a list that is kept newest first, in one pass over it, and drops the oldest above `limit`. What is known to have ended
 * stays: an answer about the past may come later than the event that told its end.
 */
export function mergeExchanges(
  kept: readonly ExchangeSummary[],
  news: readonly ExchangeSummary[],
  limit: number,
): readonly ExchangeSummary[] {
  const coming = [...newestOf(news).values()].sort((a, b) => b.id - a.id);
  const merged: ExchangeSummary[] = [];
  let at = 0;
  for (const one of coming) {
    for (let known = kept[at]; known !== undefined && known.id > one.id; known = kept[at]) {
      merged.push(known);
      at += 1;
    }
    const known = kept[at];
    if (known?.id !== one.id) merged.push(one);
    else {
      merged.push(known.outcome === "running" ? one : known);
      at += 1;
    }
  }
  return merged.concat(kept.slice(at)).slice(0, limit);
}

function newestOf(news: readonly ExchangeSummary[]): ReadonlyMap<number, ExchangeSummary> {
  const found = new Map<number, ExchangeSummary>();
  for (const one of news) {
    const before = found.get(one.id);
    if (before === undefined || before.outcome === "running") found.set(one.id, one);
  }
  return found;
}
