import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { connectManagement, type ManagementAnswer, type SendToManagement } from "./support/management-client.ts";

const CLIENTS = 200;
const RIVALS = 50;
const V = "api-version=2021-04-01";

let cloud: Cloud;
let send: SendToManagement;
let subscription: string;
let group: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  send = await connectManagement(cloud);
  subscription = `/subscriptions/${cloud.operator.subscriptionId}`;
  group = `${subscription}/resourceGroups/rush`;
  expect(await send("PUT", `${group}?${V}`, { location: "uksouth" })).toMatchObject({ status: 201 });
});
afterAll(() => cloud?.close());

/** The answers to what `count` clients send at once, each on a connection of its own. */
function atOnce(count: number, one: (index: number) => Promise<ManagementAnswer>): Promise<ManagementAnswer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => one(index)));
}

const statusesOf = (answers: readonly ManagementAnswer[]) => [...new Set(answers.map(({ status }) => status))].sort();

test("what 200 clients write at once to different resources is all there", async () => {
  const pathOf = (index: number) => `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${index}`;
  const answers = await atOnce(CLIENTS, (index) =>
    send("PUT", `${pathOf(index)}?api-version=2023-01-31`, { location: "uksouth", tags: { index: `${index}` } }),
  );
  expect(statusesOf(answers)).toEqual([201]);
  const listed = (await send("GET", `${group}/resources?${V}`)).body as {
    readonly value: readonly { readonly name: string; readonly tags: { readonly index: string } }[];
  };
  const found = new Map(listed.value.map(({ name, tags }) => [name, tags.index]));
  expect(found).toEqual(new Map(Array.from({ length: CLIENTS }, (_, index) => [`id-${index}`, `${index}`])));
});

test("of what 200 clients write at once to one resource the whole of one write is there, and it was made once", async () => {
  const path = `${subscription}/resourceGroups/contended?${V}`;
  const answers = await atOnce(CLIENTS, (index) =>
    send("PUT", path, { location: "uksouth", tags: { first: `${index}`, second: `${index}` } }),
  );
  expect(statusesOf(answers)).toEqual([200, 201]);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const { tags } = (await send("GET", path)).body as {
    readonly tags: { readonly first: string; readonly second: string };
  };
  expect(tags.first).toBe(tags.second);
});

test("tags that 40 clients merge at once are all there", async () => {
  const path = `${subscription}/resourceGroups/contended/providers/Microsoft.Resources/tags/default?${V}`;
  await send("DELETE", path);
  const answers = await atOnce(40, (index) =>
    send("PATCH", path, { operation: "Merge", properties: { tags: { [`tag-${index}`]: "there" } } }),
  );
  expect(statusesOf(answers)).toEqual([200]);
  const { properties } = (await send("GET", path)).body as { readonly properties: { readonly tags: object } };
  expect(Object.keys(properties.tags)).toHaveLength(40);
});

test("of 50 that write an API with the same If-Match one wins, and the others are told that it has changed", async () => {
  const version = "api-version=2022-08-01";
  const service = `${group}/providers/Microsoft.ApiManagement/service/rush-apim`;
  await send("PUT", `${service}?${version}`, {
    location: "uksouth",
    sku: { name: "Developer", capacity: 1 },
    properties: { publisherEmail: "a@example.com", publisherName: "A" },
  });
  const path = `${service}/apis/contended?${version}`;
  const api = (displayName: string) => ({ properties: { displayName, path: "contended", protocols: ["https"] } });
  expect(await send("PUT", path, api("before"))).toMatchObject({ status: 201 });
  const { etag } = (await send("GET", path)).headers;
  const answers = await atOnce(RIVALS, (index) =>
    send("PUT", path, api(`rival ${index}`), { "if-match": String(etag) }),
  );
  expect(statusesOf(answers)).toEqual([200, 412]);
  const winners = answers.flatMap(({ status }, index) => (status === 200 ? [index] : []));
  expect(winners).toHaveLength(1);
  expect((await send("GET", path)).body).toMatchObject({ properties: { displayName: `rival ${winners[0]}` } });
});

test("a resource without an ETag is written whatever If-Match says", async () => {
  const answer = await send("PUT", `${group}?${V}`, { location: "uksouth" }, { "if-match": '"other"' });
  expect(answer.status).toBe(200);
  expect(answer.headers.etag).toBeUndefined();
});
