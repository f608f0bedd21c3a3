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

const secretIdentifier = "https://kv-orders.vault.azure.net/secrets/key";
const fromVault = { displayName: "api.key", secret: true, keyVault: { secretIdentifier } };
const inVault = `${secretIdentifier}?api-version=7.4`;

test("a value from Key Vault is read with the service's identity, and anew by refreshSecret", async () => {
  const { send, links } = await start();
  links.set(inVault, "first");
  const shown = { secretIdentifier, lastStatus: { code: "Success", timeStampUtc: "2026-01-02T03:04:05.000Z" } };
  expect(await send("PUT", "/namedValues/key", { properties: fromVault })).toMatchObject({
    status: 201,
    body: { properties: { secret: true, keyVault: shown } },
  });
  expect(await send("POST", "/namedValues/key/listValue")).toMatchObject({ body: { value: "first" } });
  links.set(inVault, "second");
  await send("PATCH", "/namedValues/key", { properties: { tags: ["b"] } });
  expect(await send("POST", "/namedValues/key/listValue")).toMatchObject({ body: { value: "first" } });
  const refreshed = await send("POST", "/namedValues/key/refreshSecret");
  expect(refreshed).toMatchObject({ status: 200, body: { properties: { tags: ["b"], keyVault: shown } } });
  expect(JSON.stringify(refreshed)).not.toContain("second");
  expect(await send("POST", "/namedValues/key/listValue")).toMatchObject({ body: { value: "second" } });
});

test("when a secret can't be refreshed, the value stays and the status says why", async () => {
  const { send, links } = await start();
  links.set(inVault, "first");
  await send("PUT", "/namedValues/key", { properties: fromVault });
  links.clear();
  expect(await send("POST", "/namedValues/key/refreshSecret")).toMatchObject({ status: 400 });
  expect(await send("POST", "/namedValues/key/listValue")).toMatchObject({ body: { value: "first" } });
  expect(await send("GET", "/namedValues/key")).toMatchObject({
    body: {
      properties: { keyVault: { lastStatus: { code: "Failed", message: expect.stringContaining("SecretNotFound") } } },
    },
  });
});

test("a value of its own ends what a named value had from Key Vault", async () => {
  const { send, links } = await start();
  links.set(inVault, "first");
  await send("PUT", "/namedValues/key", { properties: fromVault });
  await send("PATCH", "/namedValues/key", { properties: { value: "own" } });
  expect(JSON.stringify(await send("GET", "/namedValues/key"))).not.toContain("keyVault");
  expect(await send("POST", "/namedValues/key/refreshSecret")).toMatchObject({
    status: 400,
    body: { error: { details: [{ target: "keyVault" }] } },
  });
});

test.each([
  ["is not there", { secretIdentifier }, "keyVault", "SecretNotFound"],
  ["the identity may not read", { secretIdentifier, identityClientId: "c" }, "keyVault", "Forbidden: Caller is not"],
  [
    "lies on another host",
    { secretIdentifier: "https://evil.example.com/secrets/key" },
    "secretIdentifier",
    "not https",
  ],
  [
    "is asked for over http",
    { secretIdentifier: "http://kv.vault.azure.net/secrets/a" },
    "secretIdentifier",
    "not https",
  ],
  ["is a key", { secretIdentifier: "https://kv-orders.vault.azure.net/keys/a" }, "secretIdentifier", "not https"],
  ["has no place", {}, "keyVault.secretIdentifier", ""],
])("a named value whose secret %s is refused", async (_, keyVault, target, message) => {
  const { send } = await start();
  expect(await send("PUT", "/namedValues/key", { properties: { ...fromVault, keyVault } })).toMatchObject({
    status: 400,
    body: { error: { details: [{ target, message: expect.stringContaining(message) }] } },
  });
  expect(await send("GET", "/namedValues/key")).toMatchObject({ status: 404 });
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
