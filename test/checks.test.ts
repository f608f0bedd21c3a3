import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppRoleHolder, InspectedToken, Reachability, TokenCheck } from "../src/control/contract/checks.ts";
import { type DemoCloud, startDemo } from "./support/demo-cloud.ts";

let demo: DemoCloud;
let cookie: string;
let checks: readonly TokenCheck[];

beforeAll(async () => {
  demo = await startDemo();
  const page = await fetch(demo.cloud.url, { headers: { accept: "text/html" } });
  cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
  checks = (await ask<readonly TokenCheck[]>("/checks")).body;
}, 60_000);
afterAll(() => demo?.[Symbol.asyncDispose]());

async function ask<Body>(path: string, body?: unknown, method = body === undefined ? "GET" : "POST") {
  const response = await fetch(`${demo.cloud.url}/gatehouse${path}`, {
    method,
    headers: { cookie, origin: demo.cloud.url, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? undefined : JSON.parse(text)) as Body };
}

const graph = <Body>(path: string, body?: unknown) => ask<Body>(`/azure/graph.microsoft.com/v1.0${path}`, body);
type Failure = { readonly error: { readonly code: string; readonly message: string } };

async function principal(name: string): Promise<{ readonly id: string; readonly appId: string }> {
  const { body } = await graph<{ readonly value: readonly { readonly id: string; readonly appId: string }[] }>(
    `/servicePrincipals?$filter=displayName eq '${name}'`,
  );
  const [found] = body.value;
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

function checkOf(part: string): TokenCheck {
  const found = checks.find(({ where }) => where.includes(part));
  if (found === undefined) throw new Error(`There is no check ${part}: ${checks.map(({ where }) => where).join("; ")}`);
  return found;
}

async function mint(who: { readonly identity: string } | { readonly user: string }, resource: string): Promise<string> {
  const { status, body } = await ask<{ readonly accessToken: string }>("/token", { ...who, resource });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.accessToken;
}

const audienceOf = (check: TokenCheck): string =>
  /^audience is (?:one of )?([^,]+)/.exec(check.asks.find((line) => line.startsWith("audience")) ?? "")?.[1] ?? "";

describe("the checks of the demo", () => {
  test("are its two policies and its private app, each with what it asks for", () => {
    expect(checks.map(({ kind }) => kind).toSorted()).toEqual(["easy-auth", "validate-azure-ad-token", "validate-jwt"]);
    expect(checkOf("validate-jwt").asks).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^audience is one of /),
        expect.stringMatching(/^roles has any of Apim\.Example/),
      ]),
    );
  });
});

describe("an inspected token", () => {
  test("passes or fails each check as a request with it does", async () => {
    const audience = audienceOf(checkOf("validate-jwt"));
    for (const [identity, resource, status] of [
      ["fn-apim-mi-demo-public-trusted", audience, 200],
      ["fn-apim-mi-demo-apim", (await principal("fn-apim-mi-demo-function-private")).appId, 401],
    ] as const) {
      const token = await mint({ identity }, resource);
      const { body: inspected } = await ask<InspectedToken>("/tokens/inspect", { token });
      const { outcome, reason } = inspected.checks.find(({ kind }) => kind === "validate-jwt") ?? {};
      const response = await demo.cloud.outbound.request({
        method: "GET",
        url: new URL("https://fn-apim-mi-demo-apim.azure-api.net/trusted-group/test"),
        headers: { authorization: `Bearer ${token}`, "ocp-apim-subscription-key": demo.outputs.subscriptionKey },
      });
      expect(response.status).toBe(status);
      expect(outcome, reason).toBe(status === 200 ? "passes" : "fails");
      if (status === 401) expect(reason).toMatch(/^IDX10214: Audience validation failed/);
    }
  });

  test("tells what its claims mean, and who signed it", async () => {
    const token = await mint({ identity: "fn-apim-mi-demo-public-trusted" }, audienceOf(checkOf("validate-jwt")));
    const { body } = await ask<InspectedToken>("/tokens/inspect", { token: `Bearer ${token}` });
    expect(body).toMatchObject({ header: { alg: "RS256" }, signature: { state: "valid" }, lifetime: "valid" });
    expect(body.claims.find(({ name }) => name === "roles")).toMatchObject({
      value: ["Apim.Example"],
      meaning: expect.stringMatching(/^App roles/),
    });
  });

  test("is seen through when it was changed, has expired, isn't signed or is another issuer's", async () => {
    const token = await mint({ identity: "fn-apim-mi-demo-public-trusted" }, audienceOf(checkOf("validate-jwt")));
    const [header = "", payload = "", signature = ""] = token.split(".");
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Readonly<Record<string, unknown>>;
    const state = async (changed: string) => {
      const { body } = await ask<InspectedToken>("/tokens/inspect", { token: changed });
      expect(body.checks.map(({ outcome }) => outcome)).toEqual(["fails", "fails", "fails"]);
      return body.signature.state;
    };
    expect(await state(`${header}.${encode({ ...claims, roles: ["Other"] })}.${signature}`)).toBe("invalid");
    expect(await state(`${header}.${encode({ ...claims, iss: "https://other.example/" })}.${signature}`)).toBe(
      "unknown-key",
    );
    expect(await state(`${encode({ alg: "none" })}.${payload}.`)).toBe("not-signed");
  });

  test.each([
    ["nothing", "", "1 part"],
    ["a word", "hello", "1 part"],
    ["an encrypted token", "a.b.c.d.e", "an encrypted token"],
    ["three words", "a.b.c", "not Base64url of JSON"],
  ])("is asked for when there is %s", async (_name, token, message) => {
    const { status, body } = await ask<Failure>("/tokens/inspect", { token });
    expect(status).toBe(400);
    expect(body.error).toEqual({ code: "NotAToken", message: expect.stringContaining(message) });
  });
});

describe("can A call B?", () => {
  const can = async (caller: string, target: TokenCheck) =>
    (await ask<Reachability>(`/reachability?${new URLSearchParams({ caller, target: target.id })}`)).body;

  test("yes, with the roles that decide it", async () => {
    const { id } = await principal("fn-apim-mi-demo-public-trusted");
    const { allowed, facts } = await can(id, checkOf("validate-jwt"));
    expect(facts.map(({ state }) => state)).not.toContain("fails");
    expect(facts.map(({ text }) => text).join("\n")).toMatch(/with the app role Apim\.Example/);
    expect(allowed).toBe(true);
  });

  test("no, when Entra ID issues no token; and yes once the command was run and the cache is empty", async () => {
    const { id } = await principal("fn-apim-mi-demo-apim-untrusted");
    const target = checkOf("App Service Authentication");
    const before = await can(id, target);
    expect(before).toMatchObject({ allowed: false, summary: expect.stringMatching(/^No: Entra ID issues /) });
    const failed = before.facts.find(({ state }) => state === "fails");
    expect(failed?.text).toMatch(/^AADSTS501051/);
    const [, uri = "", body = ""] = /--uri (\S+) --body '(.+)'$/.exec(failed?.mend?.command ?? "") ?? [];
    const assigned = await graph(uri.replace("https://graph.microsoft.com/v1.0", ""), JSON.parse(body));
    expect(assigned.status).toBe(201);
    await ask("/identity-cache", undefined, "DELETE");
    expect(await can(id, target)).toMatchObject({ allowed: true });
  });

  test("not yet, when the cache still has what was true before", async () => {
    const identity = "fn-apim-mi-demo-public-untrusted";
    const { id } = await principal(identity);
    const target = checkOf("validate-jwt");
    const audience = audienceOf(target);
    await ask("/token", { identity, resource: audience });
    expect(await can(id, target)).toMatchObject({ allowed: false });
    const resource = (
      await graph<{ value: { id: string; appRoles: { id: string; value: string }[] }[] }>("/servicePrincipals")
    ).body.value.find(({ appRoles }) => appRoles.some(({ value }) => value === "Apim.Example"));
    const appRoleId = resource?.appRoles.find(({ value }) => value === "Apim.Example")?.id;
    await graph(`/servicePrincipals/${resource?.id}/appRoleAssignedTo`, {
      principalId: id,
      resourceId: resource?.id,
      appRoleId,
    });
    const { allowed, summary, facts } = await can(id, target);
    expect({ allowed, summary }).toEqual({ allowed: false, summary: expect.stringMatching(/^Not yet: /) });
    expect(facts.at(-1)?.mend?.command).toBe("gatehouse identity flush");
  });

  test.each([
    ["a caller that isn't there", { caller: "00000000-0000-0000-0000-00000000000a" }, "CallerNotFound"],
    ["a check that isn't there", { target: "nothing" }, "CheckNotFound"],
  ])("says so of %s", async (_name, changed, code) => {
    const { id } = await principal("fn-apim-mi-demo-public-trusted");
    const query = new URLSearchParams({ caller: id, target: checkOf("validate-jwt").id, ...changed });
    const { status, body } = await ask<Failure>(`/reachability?${query}`);
    expect({ status, code: body.error.code }).toEqual({ status: 404, code });
  });
});

describe("who holds an app role", () => {
  test("people through their group, a service principal in the group never, a group in the group neither", async () => {
    const { appId, id: resourceId } = await principal("fn-apim-mi-demo-function-private");
    const { body: roles } = await graph<{ readonly appRoles: readonly { readonly id: string }[] }>(
      `/servicePrincipals/${resourceId}`,
    );
    const make = async (path: string, body: unknown) => (await graph<{ readonly id: string }>(path, body)).body.id;
    const group = await make("/groups", {
      displayName: "Callers",
      mailEnabled: false,
      mailNickname: "callers",
      securityEnabled: true,
    });
    const inner = await make("/groups", {
      displayName: "Inner",
      mailEnabled: false,
      mailNickname: "inner",
      securityEnabled: true,
    });
    const person = (name: string) =>
      make("/users", {
        displayName: name,
        accountEnabled: true,
        mailNickname: name,
        userPrincipalName: `${name}@gatehouse.onmicrosoft.com`,
        passwordProfile: { password: "Not-used-here-1" },
      });
    const [ada, bob] = [await person("ada"), await person("bob")];
    const { id: application } = await principal("fn-apim-mi-demo-public-trusted");
    const join = (to: string, member: string) =>
      graph(`/groups/${to}/members/$ref`, {
        "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${member}`,
      });
    for (const member of [ada, application, inner]) await join(group, member);
    await join(inner, bob);
    await graph(`/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
      principalId: group,
      resourceId,
      appRoleId: roles.appRoles[0]?.id,
    });

    const { body: holders } = await ask<readonly AppRoleHolder[]>(`/app-roles?application=${appId}`);
    const through = holders.filter(({ throughGroup }) => throughGroup?.id === group);
    expect(Object.fromEntries(through.map(({ principal: { id }, counts }) => [id, counts]))).toEqual({
      [ada]: true,
      [application]: false,
      [inner]: false,
      [bob]: false,
    });

    const claims = async (user: string) => {
      const { status, body } = await ask<{ readonly accessToken: string } & Failure>("/token", {
        user,
        resource: appId,
      });
      if (status !== 200) return body.error.message.split(":")[0];
      return JSON.parse(Buffer.from(body.accessToken.split(".")[1] ?? "", "base64url").toString()) as Readonly<
        Record<string, unknown>
      >;
    };
    expect(await claims(ada)).toMatchObject({
      roles: ["Private.Example"],
      scp: "user_impersonation",
      oid: ada,
      upn: "ada@gatehouse.onmicrosoft.com",
      appid: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    });
    expect(await claims(bob)).toBe("AADSTS50105");
    expect(await claims("nobody@gatehouse.onmicrosoft.com")).toBe("AADSTS50034");
  });
});
