import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createClock, createExchanges, type Exchanges } from "../../platform/index.ts";
import type { ExchangeSummary } from "../contract/exchanges.ts";
import { streamExchanges } from "./stream-exchanges.ts";

const host = { name: "fn.azurewebsites.net", label: "fn", scheme: "https", origin: "https://fn" } as const;

let exchanges: Exchanges;
let reader: ReadableStreamDefaultReader<Uint8Array>;
let hangUp: AbortController;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  exchanges = createExchanges({ clock: createClock() });
  hangUp = new AbortController();
  reader = streamExchanges(exchanges, hangUp.signal).getReader();
});
afterEach(() => {
  hangUp.abort();
  vi.useRealTimers();
});

/** A request that begins; the returned function ends it. */
function begin(): () => void {
  const request = new IncomingMessage(new Socket());
  const exchange = exchanges.begin({ request, service: "sites", host, parents: [] });
  return () => exchanges.finish(exchange, new ServerResponse(request));
}

async function next(): Promise<string> {
  const { value } = await reader.read();
  return Buffer.from(value ?? []).toString("utf8");
}

function exchangesIn(message: string): readonly ExchangeSummary[] {
  const data = /^event: exchange\ndata: (.*)\n\n$/.exec(message)?.[1];
  return JSON.parse(data ?? "null") as readonly ExchangeSummary[];
}

describe("the stream of exchanges", () => {
  test("says that it is there, then sends what has begun or ended, at most every 50 ms, the latest state once", async () => {
    expect(await next()).toBe(": exchanges\n\n");
    const end = begin();
    begin();
    end();
    vi.advanceTimersByTime(49);
    begin();
    vi.advanceTimersByTime(1);
    const sent = exchangesIn(await next());
    expect(sent.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(["2 running", "1 aborted", "3 running"]);
    begin();
    vi.advanceTimersByTime(50);
    expect(exchangesIn(await next()).map(({ id }) => id)).toEqual([4]);
  });

  test("sends a comment every 15 seconds", async () => {
    await next();
    vi.advanceTimersByTime(15_000);
    expect(await next()).toMatch(/^:.*\n\n$/);
  });

  test("loses the oldest for who reads too slowly, and goes on when there is room", async () => {
    for (let message = 0; message < 20; message += 1) {
      for (let count = 0; count < 100; count += 1) begin();
      vi.advanceTimersByTime(50);
    }
    // The greeting and seven messages of a hundred fit; five hundred of the others wait.
    expect(await next()).toBe(": exchanges\n\n");
    vi.advanceTimersByTime(50);
    for (let message = 0; message < 7; message += 1) expect(exchangesIn(await next())).toHaveLength(100);
    const late = exchangesIn(await next());
    expect([late.length, late.at(0)?.id, late.at(-1)?.id]).toEqual([500, 1501, 2000]);
  });

  test("ends with the request's signal, and leaves nothing behind", async () => {
    begin();
    hangUp.abort();
    expect(vi.getTimerCount()).toBe(0);
    await next();
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    begin();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves nothing behind when its reader cancels it", async () => {
    begin();
    await reader.cancel();
    begin();
    expect(vi.getTimerCount()).toBe(0);
  });
});
