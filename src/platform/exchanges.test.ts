import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { createClock } from "./clock.ts";
import { type Exchange, noteOn, parentValueOf } from "./exchange.ts";
import { createExchanges, type Exchanges } from "./exchanges.ts";

const clock = createClock(0, () => 1_000);
const host = { name: "fn.azurewebsites.net", label: "fn", scheme: "https", origin: "https://fn" } as const;

function requestFor(path = "/"): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = "GET";
  request.url = path;
  return request;
}

function begin(exchanges: Exchanges, parents: readonly string[] = [], request = requestFor()): Exchange {
  return exchanges.begin({ request, service: "sites", host, parents });
}

function beginWithValue(exchanges: Exchanges, parents: readonly string[] = []): readonly [Exchange, string] {
  const request = requestFor();
  const exchange = begin(exchanges, parents, request);
  return [exchange, parentValueOf(request) ?? ""];
}

const ids = (list: readonly Exchange[] | undefined) => list?.map(({ id }) => id);

describe("the recorder", () => {
  test("keeps the last 10,000 requests", () => {
    const exchanges = createExchanges({ clock });
    for (let count = 0; count < 10_003; count += 1) begin(exchanges);
    const all = exchanges.list({ limit: 20_000 });
    expect([exchanges.total, all.length, all[0]?.id, all.at(-1)?.id]).toEqual([10_000, 10_000, 10_003, 4]);
    expect(exchanges.chain(3)).toBeUndefined();
    expect(ids(exchanges.chain(4))).toEqual([4]);
  });

  test.each([
    [{ limit: 2 }, [5, 4]],
    [{ limit: 2, before: 4 }, [3, 2]],
    [{ limit: 9, before: 2 }, []],
    [{ limit: 9, before: 99 }, [5, 4, 3, 2]],
  ])("lists %j newest first", (range, expected) => {
    const exchanges = createExchanges({ clock, capacity: 4 });
    for (let count = 0; count < 5; count += 1) begin(exchanges);
    expect(ids(exchanges.list(range))).toEqual(expected);
  });

  test("puts what was sent in the course of a request into its chain, at any depth", () => {
    const exchanges = createExchanges({ clock });
    const [, first] = beginWithValue(exchanges);
    begin(exchanges);
    const [, second] = beginWithValue(exchanges, [first]);
    const last = begin(exchanges, ["1.other", second]);
    expect(last).toMatchObject({ id: 4, parentId: 3, rootId: 1 });
    for (const id of [1, 3, 4]) expect(ids(exchanges.chain(id))).toEqual([1, 3, 4]);
    expect(ids(exchanges.chain(2))).toEqual([2]);
  });

  test.each([
    ["no secret", "1."],
    ["another secret", "1.AAAAAAAAAAAAAAAAAAAAAA"],
    ["nothing", ""],
    ["another recorder's value", beginWithValue(createExchanges({ clock }))[1]],
  ])("doesn't believe a parent with %s", (_name, value) => {
    const exchanges = createExchanges({ clock });
    begin(exchanges);
    expect(begin(exchanges, [value])).toMatchObject({ id: 2, parentId: undefined, rootId: 2 });
  });

  test("takes a request whose parent it no longer keeps for the first of a chain", () => {
    const exchanges = createExchanges({ clock, capacity: 2 });
    const [, parent] = beginWithValue(exchanges);
    begin(exchanges);
    begin(exchanges);
    expect(begin(exchanges, [parent])).toMatchObject({ id: 4, parentId: undefined, rootId: 4 });
  });

  test("forgets all when it is cleared, goes on counting, and isn't disturbed by what ends later", () => {
    const exchanges = createExchanges({ clock });
    const request = requestFor();
    const running = begin(exchanges, [], request);
    exchanges.clear();
    exchanges.finish(running, new ServerResponse(request));
    expect([exchanges.total, exchanges.list({ limit: 9 }), exchanges.chain(1)]).toEqual([0, [], undefined]);
    expect(begin(exchanges).id).toBe(2);
    expect(exchanges.total).toBe(1);
  });

  test("tells listeners of each beginning and end until they stop listening", () => {
    const exchanges = createExchanges({ clock });
    const heard: string[] = [];
    const unlisten = exchanges.listen(({ id, end }) => heard.push(`${id} ${end === undefined ? "begins" : "ends"}`));
    const request = requestFor();
    const exchange = begin(exchanges, [], request);
    exchanges.finish(exchange, new ServerResponse(request));
    unlisten();
    begin(exchanges);
    expect(heard).toEqual(["1 begins", "1 ends"]);
  });
});

describe("a note", () => {
  test("is kept with its exchange, and its text is made only when it is read", () => {
    const exchanges = createExchanges({ clock });
    const request = requestFor();
    const exchange = begin(exchanges, [], request);
    const made: string[] = [];
    const message = () => {
      made.push("text");
      return "text";
    };
    noteOn(request, { source: "route", outcome: "information", message });
    expect(exchange.notes).toMatchObject([{ note: { source: "route", outcome: "information" } }]);
    expect(made).toEqual([]);
  });

  test("on a request that isn't recorded is nothing", () => {
    const request = requestFor();
    noteOn(request, { source: "route", outcome: "information", message: "lost" });
    expect(parentValueOf(request)).toBeUndefined();
  });
});
