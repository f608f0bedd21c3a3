import { Hono } from "hono";
import { z } from "zod";
import type { Exchange, Exchanges } from "../../platform/index.ts";
import type { ExchangeChain, ExchangeList } from "../contract/exchanges.ts";
import { describe, summarize } from "../exchanges/describe-exchange.ts";
import { streamExchanges } from "../exchanges/stream-exchanges.ts";
import { toHar } from "../exchanges/to-har.ts";
import { failure } from "../failure.ts";

const DEFAULT_LIMIT = 200;
const MAX_LIMIT = 1000;

const exchangeId = z.coerce.number().int().positive();
const range = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
  before: exchangeId.optional(),
});

export interface ExchangeRoutesOptions {
  readonly exchanges: Exchanges;
  /** Of Gatehouse, for the archive. */
  readonly version: () => string;
}

/** The requests that went through the listener: lists, chains, an archive of them, and news as they come. */
export function exchangeRoutes({ exchanges, version }: ExchangeRoutesOptions): Hono {
  const app = new Hono();
  const notFound = (id: string) =>
    failure(
      "ExchangeNotFound",
      `There is no exchange '${id}'. The last 10,000 are kept, and none from before the start or since they were cleared.`,
    );
  const chainOf = (id: string): readonly Exchange[] | undefined => {
    const known = exchangeId.safeParse(id);
    return known.success ? exchanges.chain(known.data) : undefined;
  };

  app.get("/exchanges", (context) => {
    const asked = range.parse(context.req.query());
    const answer: ExchangeList = { exchanges: exchanges.list(asked).map(summarize), total: exchanges.total };
    return context.json(answer);
  });
  app.delete("/exchanges", (context) => {
    exchanges.clear();
    return context.body(null, 204);
  });
  app.get("/exchanges.har", (context) => {
    const ids = context.req.query("ids")?.split(",");
    const found = new Map<number, Exchange>();
    for (const id of ids ?? []) {
      const chain = chainOf(id);
      if (chain === undefined) return context.json(notFound(id), 404);
      for (const exchange of chain) found.set(exchange.id, exchange);
    }
    const chosen = ids === undefined ? exchanges.list({ limit: exchanges.total }) : [...found.values()];
    const archive = toHar(chosen.toSorted((a, b) => a.id - b.id).map(describe), version());
    context.header("content-disposition", 'attachment; filename="gatehouse.har"');
    return context.json(archive);
  });
  app.get("/exchanges/:id", (context) => {
    const id = context.req.param("id");
    const chain = chainOf(id);
    if (chain === undefined) return context.json(notFound(id), 404);
    const answer: ExchangeChain = { exchanges: chain.map(describe) };
    return context.json(answer);
  });
  app.get("/events", (context) => {
    const headers = { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" };
    return context.body(streamExchanges(exchanges, context.req.raw.signal), 200, headers);
  });
  return app;
}
