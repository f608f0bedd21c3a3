import { expect, test } from "vitest";
import { startManagement } from "../testing/management-harness.ts";

const key = { displayName: "api.key", value: "s3cret", secret: true, tags: ["a"] };

async function start() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("a secret named value is shown by listValue only, and a PATCH keeps it", async () => {
  const { send } = await start();
  const created = await send("PUT", "/namedValues/key", { properties: key });
  expect(created).toMatchObject({ status: 201, body: { properties: { displayName: "api.key", secret: true } } });
  expect(JSON.stringify(created.body)).not.toContain("s3cret");
  await send("PATCH", "/namedValues/key", { properties: { tags: ["b"] } });
  const shown = await send("GET", "/namedValues/key");
  expect(shown).toMatchObject({ body: { properties: { tags: ["b"] } } });
  expect(JSON.stringify([shown.body, (await send("GET", "/namedValues")).body])).not.toContain("s3cret");
  expect(await send("POST", "/namedValues/key/listValue")).toMatchObject({
    status: 200,
    body: { value: "s3cret" },
    headers: { etag: shown.headers.etag },
  });
  expect(await send("POST", "/namedValues/none/listValue")).toMatchObject({ status: 404 });
  await send("PATCH", "/namedValues/key", { properties: { secret: false } });
  expect(await send("GET", "/namedValues/key")).toMatchObject({ body: { properties: { value: "s3cret" } } });
});

test.each([
  ["no value", { value: undefined }, "value"],
  ["white space for a value", { value: "  " }, "value"],
  ["a display name with a blank", { displayName: "api key" }, "displayName"],
  ["a display name that another has", { displayName: "taken" }, "name"],
])("a named value with %s is refused", async (_, change, target) => {
  const { send } = await start();
  await send("PUT", "/namedValues/other", { properties: { displayName: "taken", value: "x" } });
  expect(await send("PUT", "/namedValues/key", { properties: { ...key, ...change } })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
});

test("values from Key Vault are refused by name, and so is refreshing one", async () => {
  const { send } = await start();
  const keyVault = { secretIdentifier: "https://kv.vault.azure.net/secrets/a" };
  const refusal = { status: 400, body: { error: { code: "NotSupportedByGatehouse" } } };
  expect(
    await send("PUT", "/namedValues/key", { properties: { displayName: "a", secret: true, keyVault } }),
  ).toMatchObject(refusal);
  expect(await send("POST", "/namedValues/key/refreshSecret")).toMatchObject(refusal);
});

test("a named value in use is neither deleted nor renamed; its value changes", async () => {
  const { send } = await start();
  await send("PUT", "/namedValues/key", { properties: key });
  await send("PUT", "/namedValues/apiXkey", { properties: { displayName: "apiXkey", value: "1" } });
  const value = '<policies><inbound><set-variable name="a" value="{{api.key}}" /></inbound></policies>';
  await send("PUT", "/policies/policy", { properties: { value } });
  const refusal = { status: 400, body: { error: { details: [{ target: "name" }] } } };
  expect(await send("DELETE", "/namedValues/key")).toMatchObject(refusal);
  expect(await send("PATCH", "/namedValues/key", { properties: { displayName: "other" } })).toMatchObject(refusal);
  expect(await send("PATCH", "/namedValues/key", { properties: { value: "new" } })).toMatchObject({ status: 200 });
  expect(await send("DELETE", "/namedValues/apiXkey")).toMatchObject({ status: 200 });
  await send("DELETE", "/policies/policy");
  expect(await send("DELETE", "/namedValues/key")).toMatchObject({ status: 200 });
});
