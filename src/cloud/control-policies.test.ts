import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EffectivePolicy, failureSchema, type PolicyCheck } from "../control/index.ts";
import { type Cloud, startCloud } from "./index.ts";
import { operatorToken, putResources } from "./testing/put-resources.ts";

let cloud: Cloud;
let service: string;
let token: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  service = (await putResources(cloud)).apiManagement.id;
  token = await operatorToken(cloud);
  await made("products/gold", { displayName: "Gold", subscriptionRequired: true });
  await made("products/gold/apis/orders", undefined);
  await made("products/silver", { displayName: "Silver", subscriptionRequired: true });
  await made("namedValues/secret", { displayName: "secret", value: "hidden", secret: true });
  await made("policyFragments/mark", { format: "rawxml", value: MARK });
});
afterAll(() => cloud.close());

const MARK = `<fragment>
  <set-header name="x-mark">
    <value>{{secret}}</value>
  </set-header>
</fragment>`;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Through Resource Manager, as any client does it. `path` is below the service. */
async function manage(method: "PUT" | "DELETE", path: string, body: object): Promise<Answer> {
  const answer = await cloud.outbound.request({
    method,
    url: new URL(`https://management.azure.com${service}/${path}?api-version=2022-08-01`),
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "if-match": "*" },
    body: JSON.stringify(body),
  });
  const text = answer.body.toString("utf8");
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}

const put = (path: string, properties: object | undefined): Promise<Answer> =>
  manage("PUT", path, properties === undefined ? {} : { properties });

async function made(path: string, properties: object | undefined): Promise<void> {
  const { status, body } = await put(path, properties);
  if (status >= 300) throw new Error(`PUT ${path} answered ${status}: ${JSON.stringify(body)}`);
}

const putPolicy = (path: string, value: string, format = "rawxml"): Promise<void> => made(path, { format, value });

async function ask(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${cloud.url}/gatehouse/policies/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const ORDERS = "apis/orders/operations/get";

function askEffective(operation: string, product?: string): Promise<Answer> {
  const query = new URLSearchParams({
    operation: `${service}/${operation}`,
    ...(product !== undefined && { product: `${service}/${product}` }),
  });
  return ask("GET", `effective?${query}`);
}

async function effective(operation: string, product?: string): Promise<EffectivePolicy> {
  const { status, body } = await askEffective(operation, product);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as EffectivePolicy;
}

/** A document whose `inbound` has a policy of this name, before `<base />` unless said otherwise. */
const marking = (name: string, rest = "<base />"): string =>
  `<policies>\n  <inbound>\n    <set-variable name="${name}" value="" />\n    ${rest}\n  </inbound>\n</policies>`;

/** What the lines of `inbound` say, in short. */
async function inboundOf(operation: string, product?: string): Promise<readonly string[]> {
  return (await effective(operation, product)).sections.inbound.map(
    ({ scope, scopeName, line, text }) => `${scope} ${scopeName} ${line} ${text}`,
  );
}

describe("the effective policy", () => {
  test("of an operation without policies is the one that every service has", async () => {
    await manage("DELETE", "policies/policy", {});
    await made("apis/plain", { displayName: "Plain", path: "plain", protocols: ["https"] });
    await made("apis/plain/operations/get", { displayName: "Get", method: "GET", urlTemplate: "/" });
    expect(await effective("apis/plain/operations/get")).toEqual({
      sections: {
        inbound: [],
        backend: [
          {
            text: "<forward-request />",
            depth: 0,
            line: 4,
            scope: "service",
            scopeName: "All APIs",
            policyId: `${service}/policies/policy`,
          },
        ],
        outbound: [],
        "on-error": [],
      },
    });
  });

  test("goes from the operation by way of API and product to all APIs, and has the product's only when it is asked for", async () => {
    await putPolicy("policies/policy", marking("all", ""));
    await putPolicy("products/gold/policies/policy", marking("gold"));
    await putPolicy("apis/orders/policies/policy", marking("api"));
    await putPolicy(`${ORDERS}/policies/policy`, marking("operation"));
    const [operation, api] = [
      'operation Get 3 <set-variable name="operation" value="" />',
      'api orders 3 <set-variable name="api" value="" />',
    ];
    const [product, all] = [
      'product Gold 3 <set-variable name="gold" value="" />',
      'service All APIs 3 <set-variable name="all" value="" />',
    ];
    expect(await inboundOf(ORDERS, "products/gold")).toEqual([operation, api, product, all]);
    expect(await inboundOf(ORDERS)).toEqual([operation, api, all]);
    expect((await effective(ORDERS, "products/gold")).sections.inbound.map(({ policyId }) => policyId)).toEqual(
      [ORDERS, "apis/orders", "products/gold", ""].map((owner) =>
        [service, ...(owner === "" ? [] : [owner]), "policies/policy"].join("/"),
      ),
    );
  });

  test.each<[string, string, readonly string[]]>([
    [
      "what stands behind base comes after the outer scopes'",
      '<policies><inbound><base /><set-variable name="last" value="" /></inbound></policies>',
      ['api orders 3 <set-variable name="api" value="" />', 'operation Get 1 <set-variable name="last" value="" />'],
    ],
    [
      "a section without base inherits nothing",
      '<policies><inbound><set-variable name="only" value="" /></inbound></policies>',
      ['operation Get 1 <set-variable name="only" value="" />'],
    ],
    ["an empty section inherits nothing", "<policies><inbound /></policies>", []],
    [
      "a section that is left out inherits",
      "<policies></policies>",
      ['api orders 3 <set-variable name="api" value="" />'],
    ],
    [
      "a fragment's lines come behind the element that includes it, with its secrets unread",
      '<policies><inbound>\n<include-fragment fragment-id="MARK" />\n</inbound></policies>',
      [
        'operation Get 2 <include-fragment fragment-id="MARK" />',
        'fragment mark 2 <set-header name="x-mark">',
        "fragment mark 3 <value>{{secret}}</value>",
        "fragment mark 4 </set-header>",
      ],
    ],
  ])("obeys base: %s", async (_, document, expected) => {
    await putPolicy("apis/orders/policies/policy", marking("api", ""));
    await putPolicy(`${ORDERS}/policies/policy`, document);
    expect(await inboundOf(ORDERS)).toEqual(expected);
  });

  test("has a document that was sent as xml in the form in which it is edited", async () => {
    const escaped = '<policies><inbound><set-variable name="a" value="@(1 &lt; 2)" /></inbound></policies>';
    await putPolicy(`${ORDERS}/policies/policy`, escaped, "xml");
    expect(await inboundOf(ORDERS)).toEqual(['operation Get 1 <set-variable name="a" value="@(1 < 2)" />']);
  });

  test("counts a document's lines without its byte order mark", async () => {
    await putPolicy(
      `${ORDERS}/policies/policy`,
      "\uFEFF<policies><inbound><set-body>a</set-body></inbound></policies>",
    );
    expect(await inboundOf(ORDERS)).toEqual(["operation Get 1 <set-body>a</set-body>"]);
  });

  test("is that of the API when the operation is asked for by the current revision", async () => {
    await putPolicy("apis/orders/policies/policy", marking("current", ""));
    await putPolicy(`${ORDERS}/policies/policy`, "<policies />");
    expect(await inboundOf("apis/orders;rev=1/operations/get", "products/gold")).toEqual([
      'api orders 3 <set-variable name="current" value="" />',
    ]);
  });

  test("is that of a revision when the operation is one's", async () => {
    await made("apis/orders;rev=2", {
      displayName: "orders",
      path: "orders",
      protocols: ["https"],
      sourceApiId: `${service}/apis/orders`,
    });
    await putPolicy("apis/orders;rev=2/policies/policy", marking("second", ""));
    await made("apis/orders;rev=2/operations/get", { displayName: "Get 2", method: "GET", urlTemplate: "/" });
    await putPolicy("apis/orders;rev=2/operations/get/policies/policy", marking("get"));
    const [first, second] = await inboundOf("apis/orders;rev=2/operations/get", "products/gold");
    expect([first, second]).toEqual([
      'operation Get 2 3 <set-variable name="get" value="" />',
      'api orders 3 <set-variable name="second" value="" />',
    ]);
  });

  test.each([
    ["an operation that isn't there", "apis/orders/operations/nothing", undefined, 404, "ResourceNotFound"],
    ["what is no operation", "apis/orders", undefined, 404, "ResourceNotFound"],
    ["what an operation has", `${ORDERS}/policies/policy`, undefined, 404, "ResourceNotFound"],
    ["a product that isn't there", ORDERS, "products/nothing", 404, "ResourceNotFound"],
    ["what is no product", ORDERS, "apis/orders", 404, "ResourceNotFound"],
    ["a product without the API", ORDERS, "products/silver", 400, "ApiNotInProduct"],
  ])("is refused for %s", async (_, operation, product, status, code) => {
    const answer = await askEffective(operation, product);
    expect(answer.status).toBe(status);
    expect(failureSchema.parse(answer.body).error.code).toBe(code);
  });

  test("is refused when nothing is asked for", async () => {
    const { status, body } = await ask("GET", "effective");
    expect([status, failureSchema.parse(body).error.code]).toEqual([400, "BadRequest"]);
  });

  test("is refused for a stored document that can't be read, by its id", async () => {
    const stored = cloud.resources.get(`${service}/apis/echo/policies/policy`);
    if (stored === undefined) throw new Error("The API echo has no policy.");
    const properties = { etag: "1", format: "rawxml", value: "<policies>" };
    cloud.resources.put({ ...stored, properties });
    const { status, body } = await askEffective("apis/echo/operations/get");
    cloud.resources.put(stored);
    expect(status).toBe(409);
    expect(failureSchema.parse(body).error.message).toContain(stored.id);
  });
});

describe("the check of a document", () => {
  const inbound = (policies: string) => `<policies><inbound>${policies}</inbound></policies>`;
  const fragment = "policyFragments/drafted";
  const api = "apis/orders/policies/policy";

  test.each<[string, string, string, readonly string[]]>([
    ["a document that is in order", api, inbound("<base />"), []],
    ["at the scope of all APIs", "policies/policy", "<policies />", []],
    ["at the scope of a product", "products/gold/policies/policy", inbound("<base />"), []],
    ["at the scope of an operation", `${ORDERS}/policies/policy`, inbound("<base />"), []],
    ["of a revision", "apis/orders;rev=1/policies/policy", inbound("<base />"), []],
    ["what refers to what is there", api, inbound('<include-fragment fragment-id="mark" />'), []],
    ["an expression as it is written", api, inbound('<set-variable name="a" value="@(1 < 2)" />'), []],
    ["a fragment that is in order", fragment, '<fragment><set-variable name="a" value="" /></fragment>', []],
    ["an empty document", api, "", ["1:1-1:1"]],
    ["what begins with a byte order mark", api, "\uFEFF<nothing />", ["1:1-1:9"]],
    ["a Liquid template", api, inbound('<set-body template="liquid">{{"a"}}</set-body>'), ["1:40-1:46"]],
    ["what isn't well-formed", api, "<policies>\n  <inbound>\n</policies>", ["3:11-3:12"]],
    ["two elements of no policy", api, inbound("\n<one />\n<two />\n"), ["2:1-2:5", "3:1-3:5"]],
    ["a policy that isn't run here", api, inbound("<cors />"), ["1:20-1:25"]],
    [
      "an element that isn't run here",
      api,
      inbound('<validate-jwt header-name="a" require-signed-tokens="false"><decryption-keys /></validate-jwt>'),
      ["1:80-1:96"],
    ],
    [
      "an attribute that isn't run here",
      api,
      inbound(
        '<validate-jwt header-name="a" require-signed-tokens="false"><issuer-signing-keys><key certificate-id="b" /></issuer-signing-keys></validate-jwt>',
      ),
      ["1:122-1:123"],
    ],
    ["a policy in a wrong section", api, inbound("<forward-request />"), ["1:20-1:36"]],
    ["a missing attribute", api, inbound("<set-variable name='a' />"), ["1:20-1:33"]],
    ["an expression", api, inbound("<set-body>@{\n  return context.Nope;\n}</set-body>"), ["2:18-2:22"]],
    ["what refers to nothing", api, inbound('<include-fragment fragment-id="no" />'), ["1:20-1:37"]],
    ["a named value that isn't there", api, inbound('<set-variable name="a" value="{{no}}" />'), ["1:50-1:56"]],
    ["base in a fragment", fragment, "<fragment><base /></fragment>", ["1:11-1:16"]],
    [
      "a fragment in a fragment",
      fragment,
      '<fragment><include-fragment fragment-id="mark" /></fragment>',
      ["1:11-1:28"],
    ],
    ["a policy where a fragment is expected", fragment, "<policies />", ["1:1-1:10"]],
    ["what is too long", api, inbound(`<!--${"x".repeat(256 * 1024)}-->`), ["1:1-1:262192"]],
    ["a fragment that is too long", fragment, `<fragment><!--${"x".repeat(32 * 1024)}--></fragment>`, ["1:1-1:32797"]],
  ])("finds in %s what a PUT is refused for", async (_, path, document, places) => {
    const { status, body } = await ask("POST", "check", { policyId: `${service}/${path}`, document });
    expect(status, JSON.stringify(body)).toBe(200);
    const { problems } = body as PolicyCheck;
    expect(problems.map(({ line, column, endLine, endColumn }) => `${line}:${column}-${endLine}:${endColumn}`)).toEqual(
      places,
    );
    const saved = await put(path, { format: "rawxml", value: document });
    expect(saved.status < 300, JSON.stringify(saved.body)).toBe(places.length === 0);
    if (places.length === 0) return;
    const { details } = (saved.body as { error: { details: readonly { message: string }[] } }).error;
    expect(details).toHaveLength(problems.length);
    for (const [index, { message }] of problems.entries()) expect(details[index]?.message).toContain(message);
  });

  test("saves nothing", async () => {
    await putPolicy(api, marking("kept", ""));
    await ask("POST", "check", { policyId: `${service}/${api}`, document: "<policies />" });
    await putPolicy(`${ORDERS}/policies/policy`, "<policies />");
    expect(await inboundOf(ORDERS)).toEqual(['api orders 3 <set-variable name="kept" value="" />']);
  });

  test.each([
    ["what is the id of nothing", () => "orders", 400, "InvalidPolicyId"],
    ["what is the id of an API", () => `${service}/apis/orders`, 400, "InvalidPolicyId"],
    ["what is the id of a collection", () => `${service}/apis/orders/policies`, 400, "InvalidPolicyId"],
    ["an API that isn't there", () => `${service}/apis/no/policies/policy`, 404, "ResourceNotFound"],
    ["a service that isn't there", () => `${service}-2/policies/policy`, 404, "ResourceNotFound"],
    ["another name than policy", () => `${service}/policies/other`, 404, "ResourceNotFound"],
    ["a name that no fragment can have", () => `${service}/policyFragments/a*b`, 400, "ValidationError"],
  ])("is refused, like a PUT, for %s", async (_, id, status, code) => {
    const answer = await ask("POST", "check", { policyId: id(), document: "<policies />" });
    expect([answer.status, failureSchema.parse(answer.body).error.code]).toEqual([status, code]);
  });
});
