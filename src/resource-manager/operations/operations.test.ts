import { expect, test } from "vitest";
import { createClock, type ObjectId } from "../../platform/index.ts";
import { parseResourceId } from "../resource-id.ts";
import type { ResourceRequest } from "../resource-type.ts";
import type { LongRunning } from "./long-running.ts";
import { createOperations } from "./operations.ts";

const ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/shop";
const answer = { status: 201, body: { location: "UK South", properties: { provisioningState: "Succeeded" } } };

function caller(objectId: string) {
  return { objectId: objectId as ObjectId, clientId: "c", tenantId: "t" };
}

function start(speed: number | undefined) {
  const clock = createClock(0, () => Date.UTC(2026, 0, 1));
  const operations = createOperations({ clock, speed });
  const target = parseResourceId(ID);
  if (target === undefined) throw new Error("no id");
  const request: ResourceRequest = {
    target,
    name: "shop",
    apiVersion: "2024-01-01",
    caller: caller("me"),
    query: new URLSearchParams(),
    headers: new Headers(),
    body: undefined,
  };
  const ask = (address = "", objectId = "me") => operations.status("GET", new URL(address).pathname, caller(objectId));
  return { clock, operations, request, ask };
}

const long = (protocol: LongRunning["protocol"], more: Partial<LongRunning> = {}): LongRunning => ({
  takesMs: 60_000,
  protocol,
  state: "Creating",
  ...more,
});

test("at once, a call's own answer stands, and what must be asked for is done when it is asked", () => {
  const { operations, request, ask } = start(undefined);
  expect(operations.begin(long("location"), request, answer)).toBe(answer);
  const accepted = operations.begin(long("location", { always: true }), request, answer);
  expect(accepted).toMatchObject({ status: 202, headers: { "retry-after": "0" } });
  // 201 would be a new beginning to clients.
  expect(ask(accepted.headers?.location)).toEqual({ ...answer, status: 200 });
});

test("an operation of the kind Azure-AsyncOperation tells its status, and the resource its state", () => {
  const { clock, operations, request, ask } = start(1);
  const begun = operations.begin(long("asyncOperation"), request, answer);
  expect(begun).toMatchObject({ status: 201, body: { properties: { provisioningState: "Creating" } } });
  const address = begun.headers?.["azure-asyncoperation"];
  expect(address).toContain(
    "https://management.azure.com/subscriptions/s/providers/Microsoft.Web/locations/uksouth/operationStatuses/",
  );
  expect(ask(address)).toMatchObject({ status: 200, body: { status: "InProgress" } });
  expect(operations.shown(request, answer)).toMatchObject({ body: { properties: { provisioningState: "Creating" } } });
  clock.advance(60_000);
  expect(ask(address)).toMatchObject({ body: { status: "Succeeded", endTime: "2026-01-01T00:01:00.000Z" } });
  expect(operations.shown(request, answer)).toBe(answer);
});

test.each([
  [1, 60_000],
  [60, 1_000],
])("at %d times Azure's speed a minute takes %d ms", (speed, ms) => {
  const { clock, operations, request, ask } = start(speed);
  const { headers } = operations.begin(long("location"), request, answer);
  clock.advance(ms - 1);
  expect(ask(headers?.location)).toMatchObject({ status: 202 });
  clock.advance(1);
  expect(ask(headers?.location)).toMatchObject({ status: 200 });
});

test("who didn't begin an operation doesn't learn of it", () => {
  const { operations, request, ask } = start(1);
  const { headers } = operations.begin(long("location"), request, answer);
  expect(() => ask(headers?.location, "somebody else")).toThrow("There is no operation");
});

test("a call that was refused begins nothing", () => {
  const { operations, request } = start(1);
  const refused = { status: 409, body: { error: {} } };
  expect(operations.begin(long("location"), request, refused)).toBe(refused);
});
