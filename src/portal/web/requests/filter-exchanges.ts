import type { ExchangeSummary } from "../../../control/contract/exchanges.ts";

/** What the list is narrowed to; as it stands in the page's address. Empty: any. */
export interface ExchangeFilter {
  readonly text: string;
  readonly service: string;
  readonly outcome: string;
  readonly method: string;
}

export const FILTER_NAMES = ["text", "service", "outcome", "method"] as const;

export function readFilter(query: URLSearchParams): ExchangeFilter {
  const value = (name: string): string => query.get(name) ?? "";
  return { text: value("text"), service: value("service"), outcome: value("outcome"), method: value("method") };
}

/** Those that fit. The text is looked for in address, status and reason, whatever its case. */
export function filterExchanges(
  exchanges: readonly ExchangeSummary[],
  filter: ExchangeFilter,
): readonly ExchangeSummary[] {
  if (FILTER_NAMES.every((name) => filter[name] === "")) return exchanges;
  const text = filter.text.toLowerCase();
  return exchanges.filter(
    ({ service, outcome, method, url, status, reason = "" }) =>
      (filter.service === "" || service === filter.service) &&
      (filter.outcome === "" || outcome === filter.outcome) &&
      (filter.method === "" || method === filter.method) &&
      (text === "" || `${url} ${status ?? ""} ${reason}`.toLowerCase().includes(text)),
  );
}
