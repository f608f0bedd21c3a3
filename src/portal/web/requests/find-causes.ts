import type { ExchangeSummary } from "../../../control/contract/exchanges.ts";

/** Those of a chain that went wrong by themselves: what others pass on of an answer to a request of theirs isn't among them. */
export function findCauses<Exchange extends ExchangeSummary>(exchanges: readonly Exchange[]): readonly Exchange[] {
  const isBad = ({ outcome }: Exchange): boolean => outcome === "refused" || outcome === "failed";
  const passedOn = new Set(exchanges.filter(isBad).map(({ parentId }) => parentId));
  return exchanges.filter((exchange) => isBad(exchange) && !passedOn.has(exchange.id));
}
