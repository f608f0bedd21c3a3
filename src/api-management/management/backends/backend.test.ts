import { expect, test } from "vitest";
import { startManagement } from "../testing/management-harness.ts";

const url = "https://orders.example.com/v1";

async function start() {
  const management = startManagement();
  await management.putService();
  return management;
}

test("a backend keeps what it was given, and a PATCH changes only what it names", async () => {
  const { send } = await start();
  const properties = {
    url,
    protocol: "http",
    title: "Orders",
    credentials: {
      header: { "x-key": ["1"] },
      query: { sig: ["2"] },
      authorization: { scheme: "Basic", parameter: "x" },
    },
    tls: { validateCertificateChain: true, validateCertificateName: true },
  };
  expect(await send("PUT", "/backends/orders", { properties })).toMatchObject({ status: 201, body: { properties } });
  expect(await send("PATCH", "/backends/orders", { properties: { title: "New" } })).toMatchObject({
    status: 200,
    body: { properties: { ...properties, title: "New" } },
  });
});

test.each([
  ["no url", { url: undefined }, "url"],
  ["a url with a query", { url: `${url}?a=1` }, "url"],
  ["another protocol", { protocol: "ftp" }, "protocol"],
  ["a header that the gateway writes", { credentials: { header: { "Content-Length": ["1"] } } }, "credentials.header"],
  ["a line break in a header", { credentials: { header: { a: ["1\r\nb: 2"] } } }, "credentials.header"],
  ["an unknown named value", { credentials: { query: { code: ["{{none}}"] } } }, "credentials"],
])("a backend with %s is refused", async (_, change, target) => {
  const { send } = await start();
  expect(await send("PUT", "/backends/orders", { properties: { url, protocol: "http", ...change } })).toMatchObject({
    status: 400,
    body: { error: { code: "ValidationError", details: [{ target }] } },
  });
});

test.each([
  ["pool", { type: "Pool", pool: { services: [] } }],
  ["circuitBreaker", { circuitBreaker: { rules: [] } }],
  ["proxy", { proxy: { url } }],
  ["certificate", { credentials: { certificate: ["thumbprint"] } }],
  ["serviceFabricCluster", { properties: { serviceFabricCluster: {} } }],
  ["tls", { tls: { validateCertificateName: false } }],
])("a backend with %s is refused by name", async (name, change) => {
  const { send } = await start();
  expect(await send("PUT", "/backends/orders", { properties: { url, protocol: "http", ...change } })).toMatchObject({
    status: 400,
    body: { error: { code: "NotSupportedByGatehouse", message: expect.stringContaining(name) } },
  });
});
