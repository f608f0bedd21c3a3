import { describe, expect, test } from "vitest";
import { servicePath, startManagement } from "../testing/management-harness.ts";

const raw = '<policies><inbound><when condition="@("a" != "b")" /></inbound></policies>';
const xml = '<policies><inbound><when condition="@(&quot;a&quot; != &quot;b&quot;)" /></inbound></policies>';

async function startWithOperation() {
  const management = startManagement();
  const { send } = management;
  await management.putService();
  await send("PUT", "/apis/orders", { properties: { displayName: "Orders", path: "orders" } });
  await send("PUT", "/apis/orders/operations/list", {
    properties: { displayName: "List", method: "GET", urlTemplate: "/" },
  });
  await send("PUT", "/products/gold", { properties: { displayName: "Gold" } });
  return management;
}

const scopes = [
  ["global", "/policies/policy"],
  ["product", "/products/gold/policies/policy"],
  ["api", "/apis/orders/policies/policy"],
  ["operation", "/apis/orders/operations/list/policies/policy"],
] as const;

describe.each(scopes)("at %s scope a policy", (scope, path) => {
  test("is compiled for that scope and stored as sent", async () => {
    const { send, checked, resources } = await startWithOperation();
    const answer = await send("PUT", path, { properties: { format: "rawxml", value: raw } });
    expect(answer).toMatchObject({ body: { name: "policy", properties: { format: "rawxml", value: raw } } });
    expect(checked).toEqual([{ text: raw, format: "rawxml", scope, serviceId: servicePath }]);
    expect(resources.get(`${servicePath}${path}`)?.properties).toMatchObject({ format: "rawxml", value: raw });
  });

  test("that has errors is answered with all of them, and nothing changes", async () => {
    const { send, resources } = await startWithOperation();
    await send("PUT", path, { properties: { format: "rawxml", value: raw } });
    const before = resources.get(`${servicePath}${path}`);
    const value = "<policies>\n  <inbound>\n    <bad />\n  </inbound>\n</policies>";
    expect(await send("PUT", path, { properties: { format: "rawxml", value } })).toEqual({
      status: 400,
      headers: {},
      body: {
        error: {
          code: "ValidationError",
          message: "One or more fields contain incorrect values:",
          details: [
            {
              code: "ValidationError",
              target: "bad",
              message: "Error in element 'bad' on line 3, column 5: Unknown policy.",
            },
          ],
        },
      },
    });
    expect(resources.get(`${servicePath}${path}`)).toBe(before);
  });
});

test.each([
  ["rawxml", raw, "", "xml", xml],
  ["rawxml", raw, "?format=xml", "xml", xml],
  ["rawxml", raw, "?format=rawxml", "rawxml", raw],
  ["xml", xml, "?format=rawxml", "rawxml", raw],
  [undefined, xml, "?format=xml", "xml", xml],
])("a policy put as %s %j and read with '%s' comes as %s", async (format, value, query, readFormat, readValue) => {
  const { send } = await startWithOperation();
  await send("PUT", "/apis/orders/policies/policy", { properties: { ...(format && { format }), value } });
  expect(await send("GET", `/apis/orders/policies/policy${query}`)).toMatchObject({
    status: 200,
    body: { properties: { format: readFormat, value: readValue } },
  });
});

test.each([
  ["rawxml-link", "rawxml", raw],
  ["xml-link", "xml", xml],
])("a policy put as %s is fetched and checked like one in %s", async (format, kept, value) => {
  const { send, links, checked } = await startWithOperation();
  links.set("https://example.com/policy.xml", value);
  const properties = { format, value: "https://example.com/policy.xml" };
  expect(await send("PUT", "/apis/orders/policies/policy", { properties })).toMatchObject({ status: 201 });
  expect(checked.at(-1)).toMatchObject({ text: value, format: kept });
  expect(await send("GET", `/apis/orders/policies/policy?format=${kept}`)).toMatchObject({
    body: { properties: { value } },
  });
});

test.each([
  ["a link that leads nowhere", { format: "xml-link", value: "https://example.com/no.xml" }, "ValidationError"],
  ["a link that is no URL", { format: "rawxml-link", value: "<policies />" }, "ValidationError"],
  ["an unknown format", { format: "json", value: "{}" }, "ValidationError"],
  ["no value", { format: "xml" }, "ValidationError"],
  ["more than 256 KiB", { value: `<policies>${" ".repeat(256 * 1024)}</policies>` }, "ValidationError"],
])("a policy with %s is refused", async (_, properties, code) => {
  const { send } = await startWithOperation();
  expect(await send("PUT", "/policies/policy", { properties })).toMatchObject({
    status: 400,
    body: { error: { code } },
  });
});

test("a policy of another name than 'policy' can't be put", async () => {
  const { send } = await startWithOperation();
  expect(await send("PUT", "/policies/mine", { properties: { value: "<policies />" } })).toMatchObject({ status: 404 });
});

test("the global scope always has a policy: a default that forwards, again after a delete", async () => {
  const { send } = await startWithOperation();
  const byDefault = await send("GET", "/policies/policy");
  expect(byDefault).toMatchObject({ body: { properties: { value: expect.stringContaining("<forward-request />") } } });
  await send("PUT", "/policies/policy", { properties: { value: "<policies />" } });
  expect(await send("DELETE", "/policies/policy")).toMatchObject({ status: 200 });
  expect(await send("GET", "/policies/policy")).toEqual(byDefault);
});

test("with its API a policy goes", async () => {
  const { send, resources } = await startWithOperation();
  for (const [, path] of scopes) await send("PUT", path, { properties: { value: "<policies />" } });
  await send("DELETE", "/apis/orders");
  await send("DELETE", "/products/gold");
  const left = resources.below(servicePath).filter(({ name }) => name === "policy");
  expect(left.map(({ id }) => id)).toEqual([`${servicePath}/policies/policy`]);
});

test("the policies of a scope are listed: one or none, and always one at the global scope", async () => {
  const { send } = await startWithOperation();
  expect(await send("GET", "/policies")).toMatchObject({ body: { value: [{ name: "policy" }], count: 1 } });
  expect(await send("GET", "/apis/orders/policies")).toMatchObject({ body: { value: [], count: 0 } });
  await send("PUT", "/policies/policy", { properties: { value: "<policies />" } });
  expect(await send("GET", "/policies?format=rawxml")).toMatchObject({
    body: { value: [{ properties: { format: "rawxml", value: "<policies />" } }], count: 1 },
  });
});
