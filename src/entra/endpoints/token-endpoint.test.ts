import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { START_MS, startTestTenant, TENANT_ID, type TestClient, type TestTenant } from "../testing/index.ts";

let tenant: TestTenant;
let client: TestClient;
let api: TestClient;

beforeEach(async () => {
  tenant = await startTestTenant();
  client = tenant.register({ displayName: "client" });
  api = tenant.register({ displayName: "api", identifierUris: ["api://the-api"] });
});
afterEach(() => tenant.close());

type Form = Record<string, string | undefined>;

function goodForm(): Form {
  return {
    grant_type: "client_credentials",
    client_id: client.clientId,
    client_secret: client.secret,
    scope: "api://the-api/.default",
  };
}

function post(form: Form, path = `/${TENANT_ID}/oauth2/v2.0/token`, headers: Record<string, string> = {}) {
  const sent = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return tenant.served.fetch(path, { method: "POST", body: new URLSearchParams(sent), headers });
}

describe("the token endpoint", () => {
  test("answers v2 with numbers, in Entra's order, and nothing more", async () => {
    const body = await (await post(goodForm())).json();
    expect(Object.keys(body)).toEqual(["token_type", "expires_in", "ext_expires_in", "access_token"]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599 });
  });

  test("answers v1 with strings only, and gives the same token version as v2 does", async () => {
    const form = { ...goodForm(), scope: undefined, resource: "api://the-api" };
    const body = await (await post(form, `/${TENANT_ID}/oauth2/token`)).json();
    expect(body).toEqual({
      token_type: "Bearer",
      expires_in: "3599",
      ext_expires_in: "3599",
      expires_on: String(START_MS / 1000 + 3600),
      not_before: String(START_MS / 1000 - 300),
      resource: "api://the-api",
      access_token: expect.any(String),
    });
    expect(decodeJwt(body.access_token).ver).toBe("1.0");
  });

  test("sends the headers of a token answer", async () => {
    const answer = await post(goodForm());
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "cache-control": "no-store, no-cache",
      pragma: "no-cache",
      "content-type": "application/json; charset=utf-8",
      expires: "-1",
      "strict-transport-security": "max-age=31536000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-ms-request-id": expect.stringMatching(/^[0-9a-f-]{34}00$/),
      "x-ms-ests-server": expect.stringContaining("ProdSlices"),
      p3p: expect.stringContaining("CP="),
    });
    expect(answer.headers.getSetCookie().map((cookie) => cookie.split("=", 1)[0])).toEqual([
      "fpc",
      "x-ms-gateway-slice",
      "stsservicecookie",
    ]);
  });

  test.each([
    ["the tenant's id", () => TENANT_ID],
    ["the tenant's domain", () => "gatehouse.onmicrosoft.com"],
    ["its id in upper case", () => TENANT_ID.toUpperCase()],
  ])("knows the tenant by %s", async (_, segment) => {
    expect((await post(goodForm(), `/${segment()}/oauth2/v2.0/token`)).status).toBe(200);
  });

  test("takes the client's credentials from HTTP Basic", async () => {
    const basic = Buffer.from(`${client.clientId}:${encodeURIComponent(client.secret)}`).toString("base64");
    const form = { ...goodForm(), client_id: undefined, client_secret: undefined };
    const answer = await post(form, undefined, { authorization: `Basic ${basic}` });
    expect(answer.status).toBe(200);
  });

  test("takes a secret of the service principal too", async () => {
    const { secretText } = tenant.entra.directory.servicePrincipals.addPassword(client.principal.id);
    expect((await post({ ...goodForm(), client_secret: secretText })).status).toBe(200);
  });

  test.each([
    ["api://the-api/.default", "api://the-api"],
    ["api://the-api//.default", "api://the-api/"],
    ["https://management.azure.com/.default", "https://management.azure.com"],
    ["https://management.azure.com//.default", "https://management.azure.com/"],
    [".default", "https://graph.microsoft.com"],
  ])("strips one /.default from the scope %s", async (scope, audience) => {
    const { access_token } = await (await post({ ...goodForm(), scope })).json();
    expect(decodeJwt(access_token).aud).toBe(audience);
  });

  test("gives an application a token for itself", async () => {
    expect((await post({ ...goodForm(), scope: `${client.clientId}/.default` })).status).toBe(200);
  });

  test("marks a token got with a secret", async () => {
    const { access_token } = await (await post(goodForm())).json();
    expect(decodeJwt(access_token)).toMatchObject({
      appidacr: "1",
      oid: client.principal.id,
      sub: client.principal.id,
    });
    expect(decodeProtectedHeader(access_token).alg).toBe("RS256");
  });

  test("refuses in Entra's envelope, its members in Entra's order", async () => {
    const answer = await post({ ...goodForm(), client_secret: "wrong" }, undefined, {
      "client-request-id": "8f6c5c3a-0c5c-4a3d-9b43-3a4f3b1d2c10",
    });
    const body = await answer.json();
    expect(answer.status).toBe(401);
    expect(Object.entries(body)).toEqual([
      ["error", "invalid_client"],
      [
        "error_description",
        `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.clientId}'. Trace ID: ${body.trace_id} Correlation ID: 8f6c5c3a-0c5c-4a3d-9b43-3a4f3b1d2c10 Timestamp: 2026-08-13 21:24:29Z`,
      ],
      ["error_codes", [7000215]],
      ["timestamp", "2026-08-13 21:24:29Z"],
      ["trace_id", answer.headers.get("x-ms-request-id")],
      ["correlation_id", "8f6c5c3a-0c5c-4a3d-9b43-3a4f3b1d2c10"],
      ["error_uri", "https://login.microsoftonline.com/error?code=7000215"],
    ]);
  });

  const V1 = `/${TENANT_ID}/oauth2/token`;
  const NIL = "00000000-0000-0000-0000-000000000000";
  const STRANGER = "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77";
  test.each<[string, Form, number, string, number, string?]>([
    ["no grant type", { grant_type: undefined }, 400, "invalid_request", 900144],
    ["the password grant", { grant_type: "password" }, 400, "unsupported_grant_type", 70003],
    ["the code grant", { grant_type: "authorization_code" }, 400, "unsupported_grant_type", 70003],
    ["a refresh token", { grant_type: "refresh_token" }, 400, "unsupported_grant_type", 70003],
    ["no client id", { client_id: undefined }, 400, "invalid_request", 900144],
    ["the nil client id", { client_id: NIL }, 400, "unauthorized_client", 700038],
    ["an unknown client", { client_id: STRANGER }, 400, "unauthorized_client", 700016],
    ["a client id that is no GUID", { client_id: "me" }, 400, "unauthorized_client", 700016],
    ["no secret", { client_secret: undefined }, 401, "invalid_client", 7000216],
    ["an empty secret", { client_secret: "" }, 401, "invalid_client", 7000218],
    ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client", 7000215],
    ["an assertion", { client_secret: undefined, client_assertion: "e30.e30." }, 401, "invalid_client", 700027],
    ["an assertion beside a good secret", { client_assertion: "e30.e30." }, 401, "invalid_client", 700027],
    ["no scope", { scope: undefined }, 400, "invalid_request", 900144],
    ["a scope without /.default", { scope: "api://the-api/read" }, 400, "invalid_scope", 1002012],
    ["two scopes", { scope: "api://the-api/.default openid" }, 400, "invalid_scope", 1002012],
    ["a scope of no resource", { scope: "user.read/.default" }, 400, "invalid_scope", 70011],
    ["a resource at the v2 endpoint", { resource: "api://the-api" }, 400, "invalid_request", 901002],
    ["an unknown resource", { scope: "api://other/.default" }, 400, "invalid_resource", 500011],
    ["an unknown resource by GUID", { scope: `${STRANGER}/.default` }, 400, "invalid_resource", 500011],
    ["no resource at the v1 endpoint", { scope: undefined }, 400, "invalid_request", 900144, V1],
    ["/.default at the v1 endpoint", { resource: "api://the-api/.default" }, 400, "invalid_resource", 500011, V1],
    ["another tenant", {}, 400, "invalid_request", 90002, `/${STRANGER}/oauth2/v2.0/token`],
    ["another tenant's domain", {}, 400, "invalid_request", 90002, "/contoso.onmicrosoft.com/oauth2/v2.0/token"],
    ["no tenant at all", {}, 400, "invalid_request", 900023, "/nonsense/oauth2/v2.0/token"],
    ["organizations", {}, 400, "invalid_request", 50059, "/organizations/oauth2/v2.0/token"],
    ["common", {}, 400, "invalid_request", 9001023, "/common/oauth2/v2.0/token"],
  ])("refuses %s", async (_, changes, status, error, code, path) => {
    const answer = await post({ ...goodForm(), ...changes }, path);
    const body = await answer.json();
    expect([answer.status, body.error, body.error_codes]).toEqual([status, error, [code]]);
    expect(body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: .+Z$`),
    );
    expect("error_uri" in body).toBe(![70003, 700038, 70011, 1002012].includes(code));
  });

  test("refuses api://{client id} unless it is one of the identifier URIs", async () => {
    const body = await (await post({ ...goodForm(), scope: `api://${api.clientId}/.default` })).json();
    expect(body.error_codes).toEqual([500011]);
  });

  test("refuses a client that has no service principal in the tenant", async () => {
    tenant.entra.directory.servicePrincipals.delete(client.principal.id);
    const body = await (await post(goodForm())).json();
    expect(body.error_codes).toEqual([700016]);
  });

  test("refuses a disabled client, and a disabled resource", async () => {
    const { servicePrincipals } = tenant.entra.directory;
    servicePrincipals.update(api.principal.id, { accountEnabled: false });
    expect((await (await post(goodForm())).json()).error_codes).toEqual([500014]);
    servicePrincipals.update(client.principal.id, { accountEnabled: false });
    expect((await (await post(goodForm())).json()).error_codes).toEqual([7000112]);
  });

  test("refuses a secret from the day that it expires", async () => {
    tenant.clock.advance(2 * 366 * 24 * 3600 * 1000);
    const answer = await post(goodForm());
    expect([answer.status, (await answer.json()).error_codes]).toEqual([401, [7000222]]);
  });

  test("refuses a secret that was removed", async () => {
    const { applications } = tenant.entra.directory;
    const [credential] = applications.get(client.applicationId)?.passwordCredentials ?? [];
    applications.removePassword(client.applicationId, credential?.keyId ?? "");
    expect((await (await post(goodForm())).json()).error_codes).toEqual([7000215]);
  });

  test("refuses a secret of another application", async () => {
    expect((await (await post({ ...goodForm(), client_secret: api.secret })).json()).error_codes).toEqual([7000215]);
  });

  test("refuses a parameter given twice, another content type, and Basic credentials of another client", async () => {
    const path = `/${TENANT_ID}/oauth2/v2.0/token`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const twice = await tenant.served.fetch(path, { method: "POST", headers, body: "grant_type=a&grant_type=b" });
    const json = await tenant.served.fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(goodForm()),
    });
    const basic = Buffer.from(`${api.clientId}:${api.secret}`).toString("base64");
    const mixed = await post(goodForm(), path, { authorization: `Basic ${basic}` });
    for (const answer of [twice, json, mixed]) expect((await answer.json()).error_codes).toEqual([9002313]);
  });

  test("answers GET with a page, as to a browser", async () => {
    const answer = await tenant.served.fetch(`/${TENANT_ID}/oauth2/v2.0/token`);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("AADSTS900561");
  });

  test("tells the log why it refused, and never writes a secret or a token", async () => {
    const { access_token } = await (await post(goodForm())).json();
    await post({ ...goodForm(), client_secret: `${client.secret}x` });
    const text = JSON.stringify(tenant.logged);
    expect(text).toContain("AADSTS7000215");
    expect(text).not.toContain(client.secret);
    expect(text).not.toContain(access_token);
  });

  test("keeps no secret in the state", async () => {
    const table = tenant.store.documents<unknown>("entra_applications");
    expect(JSON.stringify([...table.values()])).not.toContain(client.secret);
  });
});
