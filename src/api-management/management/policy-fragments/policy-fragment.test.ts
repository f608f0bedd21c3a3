import { expect, test } from "vitest";
import { startManagement } from "../testing/management-harness.ts";

const value = '<fragment><set-variable name="a" value="@(1 &lt; 2)" /></fragment>';

async function start() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("a fragment is kept, and read in either format", async () => {
  const { send } = await start();
  expect(await send("PUT", "/policyFragments/one", { properties: { value, description: "d" } })).toMatchObject({
    status: 201,
    body: { properties: { value, format: "xml", description: "d" } },
  });
  expect(await send("GET", "/policyFragments/one?format=rawxml")).toMatchObject({
    body: { properties: { value: value.replace("&lt;", "<"), format: "rawxml" } },
  });
  expect(await send("GET", "/policyFragments")).toMatchObject({ body: { count: 1 } });
});

test.each([
  ["that doesn't compile", "<fragment>\n  <bad />\n</fragment>", "bad"],
  ["of more than 32 KB", `<fragment><!--${"x".repeat(32 * 1024)}--></fragment>`, "value"],
])("a fragment %s is refused and not kept", async (_, text, target) => {
  const { send } = await start();
  expect(await send("PUT", "/policyFragments/one", { properties: { value: text } })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
  expect(await send("GET", "/policyFragments/one")).toMatchObject({ status: 404 });
});

test("a fragment that a document includes can't be deleted", async () => {
  const { send } = await start();
  await send("PUT", "/policyFragments/one", { properties: { value } });
  const document = '<policies><inbound><include-fragment fragment-id="One" /></inbound></policies>';
  await send("PUT", "/policies/policy", { properties: { value: document } });
  expect(await send("DELETE", "/policyFragments/one")).toMatchObject({
    status: 400,
    body: { error: { details: [{ message: expect.stringContaining("policies/policy") }] } },
  });
  await send("DELETE", "/policies/policy");
  expect(await send("DELETE", "/policyFragments/one")).toMatchObject({ status: 200 });
});
