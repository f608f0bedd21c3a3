import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEntra, type Entra } from "../entra/index.ts";
import { createClock, openStore, type ResourceId, silentLog } from "../platform/index.ts";
import { type AccessControl, createAccessControl } from "./access-control.ts";
import { conflict } from "./arm-error.ts";
import { createResourceManager } from "./resource-manager.ts";
import { openResourceStore, type ResourceStore } from "./resource-store.ts";
import type { ResourceType } from "./resource-type.ts";

const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";
const S = `/subscriptions/${SUBSCRIPTION}`;
const GROUP = `${S}/resourceGroups/g`;
const WIDGETS = `${GROUP}/providers/Microsoft.Test/widgets`;
const V = "?api-version=2024-01-01";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

let server: Server;
let entra: Entra;
let access: AccessControl;
let resources: ResourceStore;
const tokens: Record<string, string> = {};
const ids: Record<string, string> = {};
const clock = createClock();

/** A type that only stores what it gets. */
function widgets(): ResourceType {
  return {
    type: "Microsoft.Test/widgets",
    apiVersions: ["2023-01-01", "2024-06-01"],
    get: ({ target }) => ({ status: 200, body: resources.get(target.id) ?? null }),
    put({ target, name, body }) {
      resources.put({ id: target.id, name, type: "Microsoft.Test/widgets", properties: body });
      if (name === "half") throw conflict("The other half can't be made.");
      return { status: 201, body };
    },
    delete({ target }) {
      return { status: resources.delete(target.id) ? 200 : 204 };
    },
    list: ({ target }) => ({
      status: 200,
      body: { value: resources.list("Microsoft.Test/widgets", target.id.slice(0, target.id.indexOf("/providers/"))) },
    }),
    actions: { spin: ({ name }) => ({ status: 200, body: `spun ${name}` }) },
    collectionActions: { checkname: () => ({ status: 200, body: "free" }) },
  };
}

beforeAll(async () => {
  const store = openStore(":memory:");
  resources = openResourceStore(store);
  entra = await createEntra({ store, clock, log: silentLog, tenantId: "11111111-1111-1111-1111-111111111111" });
  access = createAccessControl(store, entra.directory.groupsOf);
  const weather: ResourceType = {
    type: "Microsoft.Test/weather",
    apiVersions: ["2023-01-01", "2024-06-01"],
    scope: "tenant",
    list: () => ({ status: 200, body: { value: ["fair"] } }),
  };
  const gears: ResourceType = {
    type: "Microsoft.Test/widgets/gears",
    apiVersions: ["2023-01-01", "2024-06-01"],
    put: ({ body }) => ({ status: 201, body }),
    list: () => ({ status: 200, body: { value: [] } }),
  };
  const places: ResourceType = {
    type: "Microsoft.Test/places",
    apiVersions: ["2023-01-01", "2024-06-01"],
    scope: "subscription",
    get: ({ name }) => ({ status: 200, body: name }),
  };
  const { service } = createResourceManager({
    store,
    clock,
    log: silentLog,
    subscriptionId: SUBSCRIPTION,
    directory: entra.directory,
    tokens: entra.tokens,
    resources,
    access,
    types: [widgets(), gears, places, weather],
  });
  server = createServer((incoming, outgoing) =>
    service.handle(incoming, outgoing, {
      name: "management.azure.com",
      label: "",
      scheme: "https",
      origin: "https://management.azure.com",
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  for (const [name, role] of [
    ["owner", OWNER],
    ["reader", READER],
    ["nobody", undefined],
  ] as const) {
    const application = entra.directory.applications.create({ displayName: name });
    const principal = entra.directory.servicePrincipals.create({ appId: application.appId });
    ids[name] = principal.id;
    if (role !== undefined) {
      access.assign({
        id: `${S}/providers/Microsoft.Authorization/roleAssignments/${name}` as ResourceId,
        name,
        scope: S,
        roleDefinitionId: `${S}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
        principalId: principal.id,
        principalType: "ServicePrincipal",
        description: "",
        createdOn: "",
        createdBy: principal.id,
      });
    }
    tokens[name] = (
      await entra.tokens.issueAppToken({
        client: principal.id,
        resource: "https://management.azure.com",
        credential: "secret",
      })
    ).accessToken;
  }
  tokens.graph = (
    await entra.tokens.issueAppToken({
      client: ids.owner as never,
      resource: "https://graph.microsoft.com",
      credential: "secret",
    })
  ).accessToken;
  await call("PUT", `${GROUP}${V}`, { location: "UK South" });
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly error?: { readonly code: string; readonly message: string } } & Record<string, unknown>;
}

function call(
  method: string,
  path: string,
  body?: unknown,
  token: string | null = tokens.owner ?? null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const outgoing = httpRequest({
      host: "127.0.0.1",
      port: (server.address() as AddressInfo).port,
      method,
      path,
      headers,
      agent: false,
    });
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      resolve({
        status: incoming.statusCode ?? 0,
        headers: incoming.headers,
        body: text === "" ? {} : JSON.parse(text),
      });
    });
    outgoing.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
  });
}

describe("Resource Manager", () => {
  test.each<[string, string, string, number, string]>([
    ["no api-version", "GET", GROUP, 400, "MissingApiVersionParameter"],
    [
      "another subscription",
      "GET",
      `/subscriptions/00000000-0000-0000-0000-00000000000f/resourceGroups/g${V}`,
      404,
      "SubscriptionNotFound",
    ],
    ["a group that isn't there", "GET", `${S}/resourceGroups/none${V}`, 404, "ResourceGroupNotFound"],
    [
      "a resource in a group that isn't there",
      "PUT",
      `${S}/resourceGroups/none/providers/Microsoft.Test/widgets/w${V}`,
      404,
      "ResourceGroupNotFound",
    ],
    [
      "an unknown namespace",
      "GET",
      `${GROUP}/providers/Microsoft.Nothing/widgets/w${V}`,
      404,
      "InvalidResourceNamespace",
    ],
    ["an unknown type", "GET", `${GROUP}/providers/Microsoft.Test/gadgets/w${V}`, 404, "InvalidResourceType"],
    ["an api-version that is too old", "GET", `${WIDGETS}/w?api-version=2020-01-01`, 400, "NoRegisteredProviderFound"],
    ["an api-version that is no date", "GET", `${WIDGETS}/w?api-version=latest`, 400, "NoRegisteredProviderFound"],
    ["a verb that the type hasn't", "PATCH", `${WIDGETS}/w${V}`, 405, "HttpMethodNotSupported"],
    ["an action that the type hasn't", "POST", `${WIDGETS}/w/fly${V}`, 404, "InvalidResourceType"],
    ["a child of a resource that isn't there", "PUT", `${WIDGETS}/none/gears/g1${V}`, 404, "ResourceNotFound"],
    ["a path of another form", "GET", `/nothing/here${V}`, 404, "InvalidResourceId"],
  ])("refuses %s", async (_name, method, path, status, code) => {
    const answer = await call(method, path, method === "GET" ? undefined : {});
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(answer.headers["x-ms-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("refuses a body that is no JSON and changes nothing", async () => {
    expect(await call("PUT", `${WIDGETS}/broken${V}`, "{")).toMatchObject({
      status: 400,
      body: { error: { code: "InvalidRequestContent" } },
    });
    expect(resources.get(`${WIDGETS}/broken`)).toBeUndefined();
  });

  test("takes doubled slashes and any case, and keeps the case of the one who created", async () => {
    await call("PUT", `/${WIDGETS}/MyWidget${V}`, { location: "uksouth", kind: "round" });
    const answer = await call("GET", `${WIDGETS.toUpperCase()}/MYWIDGET${V}`);
    expect(answer).toMatchObject({ status: 200, body: { name: "MyWidget", properties: { kind: "round" } } });
  });

  test("sends actions of a resource and of a provider to their handlers", async () => {
    await call("PUT", `${WIDGETS}/w${V}`, { location: "uksouth" });
    expect((await call("POST", `${WIDGETS}/w/Spin${V}`)).body).toBe("spun w");
    expect((await call("POST", `${S}/providers/Microsoft.Test/checkName${V}`, {})).body).toBe("free");
  });

  test.each<[string, () => string | null, string, string | undefined]>([
    ["no token", () => null, "AuthenticationFailed", 'Bearer authorization_uri="https://login.windows.net/'],
    ["what is no token", () => "hello", "InvalidAuthenticationToken", "Bearer "],
    ["a token for another audience", () => tokens.graph ?? "", "InvalidAuthenticationTokenAudience", "Bearer "],
  ])("answers 401 to %s", async (_name, token, code, challenge) => {
    const answer = await call("GET", `${GROUP}${V}`, undefined, token());
    expect(answer).toMatchObject({ status: 401, body: { error: { code } } });
    expect(answer.headers["www-authenticate"]).toContain(challenge);
  });

  test.each<[string, string, string, number]>([
    ["reader", "GET", `${GROUP}${V}`, 200],
    ["reader", "PUT", `${WIDGETS}/mine${V}`, 403],
    ["reader", "DELETE", `${GROUP}${V}`, 403],
    ["reader", "POST", `${WIDGETS}/w/spin${V}`, 403],
    ["nobody", "GET", `${GROUP}${V}`, 403],
    ["nobody", "GET", `${GROUP}/resources${V}`, 403],
    ["nobody", "PUT", `${WIDGETS}/mine${V}`, 403],
    ["reader", "GET", `${S}${V}`, 200],
    ["reader", "GET", `${S}/locations${V}`, 200],
    ["reader", "GET", `${S}/providers${V}`, 200],
    ["reader", "POST", `${S}/providers/Microsoft.Test/register${V}`, 403],
    ["nobody", "GET", `/tenants${V}`, 200],
    ["nobody", "GET", `${S}${V}`, 403],
    ["nobody", "GET", `${S}/locations${V}`, 403],
    ["nobody", "GET", `${S}/providers${V}`, 403],
    ["nobody", "GET", `${S}/providers/Microsoft.Test${V}`, 403],
    ["nobody", "POST", `${S}/providers/Microsoft.Test/register${V}`, 403],
  ])("lets %s %s %s: %i", async (who, method, path, status) => {
    const answer = await call(method, path, method === "GET" || method === "DELETE" ? undefined : {}, tokens[who]);
    expect(answer.status).toBe(status);
    if (status === 403)
      expect(answer.body.error?.message).toMatch(
        new RegExp(`object id '${ids[who]}' does not have authorization to perform action 'Microsoft\\.`),
      );
    expect(resources.get(`${WIDGETS}/mine`)).toBeUndefined();
  });

  test("a call that is refused when it has written something already has written nothing", async () => {
    expect((await call("PUT", `${WIDGETS}/half${V}`, { location: "uksouth" })).status).toBe(409);
    expect(resources.get(`${WIDGETS}/half`)).toBeUndefined();
  });

  describe("an id in a wrong place", () => {
    const mine = `${WIDGETS}/owned`;
    const assignment = `${mine}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-0000-0000-00000000000c`;
    beforeAll(async () => {
      await call("PUT", `${mine}${V}`, { location: "uksouth" });
      await call("PUT", `${WIDGETS}/victim${V}`, { location: "uksouth", kind: "kept" });
      const { status } = await call("PUT", `${assignment}?api-version=2022-04-01`, {
        properties: {
          roleDefinitionId: `${S}/providers/Microsoft.Authorization/roleDefinitions/${CONTRIBUTOR}`,
          principalId: ids.nobody,
        },
      });
      expect(status).toBe(201);
    });
    afterAll(() => call("DELETE", `${assignment}?api-version=2022-04-01`));

    test.each([
      ["PUT", `${mine}/providers/Microsoft.Test/widgets/victim`],
      ["GET", `${mine}/providers/Microsoft.Test/widgets/victim`],
      ["DELETE", `${mine}/providers/Microsoft.Test/widgets/victim`],
      ["GET", `${mine}/providers/Microsoft.Test/widgets`],
      ["POST", `${mine}/providers/Microsoft.Test/widgets/victim/spin`],
      ["POST", `${mine}/providers/Microsoft.Test/checkname`],
      ["PUT", `${mine}/providers/Microsoft.Test/widgets/victim/gears/g`],
      ["PUT", `${mine}/providers/Microsoft.Resources/resourceGroups/victim`],
      ["GET", `${mine}/providers/Microsoft.Test/places/p`],
    ])("is no way around the role on it: %s %s", async (method, path) => {
      expect(await call("GET", `${mine}${V}`, undefined, tokens.nobody)).toMatchObject({ status: 200 });
      expect(await call(method, `${path}${V}`, method === "PUT" ? {} : undefined, tokens.nobody)).toMatchObject({
        status: 404,
        body: { error: { code: "InvalidResourceType" } },
      });
      expect(resources.get(`${WIDGETS}/victim`)?.properties).toEqual({ location: "uksouth", kind: "kept" });
      expect(resources.get(`${S}/resourceGroups/victim`)).toBeUndefined();
    });

    test.each([
      ["PUT", `${S}/providers/Microsoft.Test/widgets/w`],
      ["GET", `${S}/providers/Microsoft.Test/widgets/w/gears`],
      ["POST", `${S}/providers/Microsoft.Test/widgets/w/spin`],
      ["GET", "/providers/Microsoft.Test/widgets"],
      ["POST", "/providers/Microsoft.Test/checkname"],
      ["GET", `${GROUP}/providers/Microsoft.Test/places/p`],
      ["GET", "/providers/Microsoft.Test/places/p"],
      ["PUT", `${S}/providers/Microsoft.Resources/resourceGroups/x`],
    ])("is refused to the owner too: %s %s", async (method, path) => {
      expect(await call(method, `${path}${V}`, method === "PUT" ? {} : undefined)).toMatchObject({
        status: 404,
        body: { error: { code: "InvalidResourceType" } },
      });
    });

    test("isn't one that the type stands in", async () => {
      expect((await call("GET", `${S}/providers/Microsoft.Test/places/p${V}`)).body).toBe("p");
      expect((await call("GET", `${S}/providers/Microsoft.Test/widgets${V}`)).status).toBe(200);
    });

    test("and a role on one resource shows its holder the subscription in the list, but not by itself", async () => {
      const listed = await call("GET", `/subscriptions${V}`, undefined, tokens.nobody);
      expect(listed.body.value).toEqual([expect.objectContaining({ subscriptionId: SUBSCRIPTION })]);
      expect((await call("GET", `${S}${V}`, undefined, tokens.nobody)).status).toBe(403);
    });
  });

  test("lists no subscription to who has no role in it", async () => {
    expect(await call("GET", `/subscriptions${V}`, undefined, tokens.nobody)).toMatchObject({
      status: 200,
      body: { value: [] },
    });
  });

  test("tells what is above all subscriptions to every caller, and only there", async () => {
    const path = "/providers/Microsoft.Test/weather";
    expect(await call("GET", `${path}${V}`, undefined, tokens.nobody)).toMatchObject({
      status: 200,
      body: { value: ["fair"] },
    });
    expect((await call("GET", `${S}${path}${V}`)).status).toBe(404);
    expect((await call("GET", `${GROUP}${path}${V}`)).status).toBe(404);
  });

  test("lists the resources of a group by type and name", async () => {
    await call("PUT", `${WIDGETS}/listed${V}`, { location: "uksouth" });
    const filter = encodeURIComponent("resourceType eq 'microsoft.test/WIDGETS' and name eq 'listed'");
    const answer = await call("GET", `${S}/resources${V}&$filter=${filter}`);
    expect(answer.body.value).toEqual([expect.objectContaining({ name: "listed" })]);
    expect(answer.body.value).not.toEqual([expect.objectContaining({ properties: expect.anything() })]);
    for (const [group, count] of [
      [WIDGETS.split("/")[4]?.toUpperCase(), 1],
      ["another", 0],
    ] as const) {
      const inGroup = encodeURIComponent(`resourceGroup eq '${group}' and name eq 'listed'`);
      expect((await call("GET", `${S}/resources${V}&$filter=${inGroup}`)).body.value).toHaveLength(count);
    }
    expect((await call("GET", `${S}/resources${V}&$filter=tagName`)).status).toBe(400);
  });
});

describe("role assignments", () => {
  const at = (scope: string, name: string) =>
    `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
  const name = "aaaaaaaa-0000-0000-0000-000000000001";
  const body = (principalId: string, role = READER) => ({
    properties: { roleDefinitionId: `${S}/providers/Microsoft.Authorization/roleDefinitions/${role}`, principalId },
  });

  test("give a principal its role, at once and only there", async () => {
    await call("PUT", `${WIDGETS}/guarded${V}`, { location: "uksouth" });
    expect((await call("GET", `${WIDGETS}/guarded${V}`, undefined, tokens.nobody)).status).toBe(403);
    const created = await call("PUT", `/${at(`${WIDGETS}/guarded`, name)}`, body(ids.nobody?.toUpperCase() ?? ""));
    expect(created).toMatchObject({
      status: 201,
      body: { properties: { scope: `${WIDGETS}/guarded`, principalType: "ServicePrincipal", principalId: ids.nobody } },
    });
    expect((await call("GET", `${WIDGETS}/guarded${V}`, undefined, tokens.nobody)).status).toBe(200);
    expect((await call("GET", `${GROUP}${V}`, undefined, tokens.nobody)).status).toBe(403);
    const listed = await call(
      "GET",
      `${WIDGETS}/guarded/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=atScope()`,
    );
    expect(listed.body.value).toContainEqual(expect.objectContaining({ name }));
    expect(
      await call("PUT", at(`${WIDGETS}/guarded`, "aaaaaaaa-0000-0000-0000-000000000002"), body(ids.nobody ?? "")),
    ).toMatchObject({ status: 409, body: { error: { code: "RoleAssignmentExists" } } });
    expect((await call("DELETE", at(`${WIDGETS}/guarded`, name))).status).toBe(200);
    expect((await call("GET", `${WIDGETS}/guarded${V}`, undefined, tokens.nobody)).status).toBe(403);
  });

  test("go with the resource that they are on", async () => {
    await call("PUT", `${WIDGETS}/gone${V}`, { location: "uksouth" });
    await call("PUT", at(`${WIDGETS}/gone`, name), body(ids.nobody ?? ""));
    await call("DELETE", `${WIDGETS}/gone${V}`);
    await call("PUT", `${WIDGETS}/gone${V}`, { location: "uksouth" });
    expect((await call("GET", `${WIDGETS}/gone${V}`, undefined, tokens.nobody)).status).toBe(403);
  });

  test.each<[string, () => unknown, string]>([
    [
      "an unknown role",
      () => body(ids.nobody ?? "", "00000000-0000-0000-0000-000000000000"),
      "RoleDefinitionDoesNotExist",
    ],
    ["an unknown principal", () => body("00000000-0000-0000-0000-00000000000f"), "PrincipalNotFound"],
    [
      "a wrong principal type",
      () => ({ properties: { ...body(ids.nobody ?? "").properties, principalType: "Group" } }),
      "UnmatchedPrincipalType",
    ],
    [
      "a condition",
      () => ({ properties: { ...body(ids.nobody ?? "").properties, condition: "@Resource[x]" } }),
      "InvalidRequestContent",
    ],
  ])("of %s are refused", async (_name, content, code) => {
    expect(await call("PUT", at(GROUP, name), content())).toMatchObject({ status: 400, body: { error: { code } } });
  });
});
