import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestTenant, TENANT_ID, type TestTenant } from "../testing/index.ts";

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTestTenant();
});
afterAll(() => tenant.close());

const V2 = "/v2.0/.well-known/openid-configuration";
const V1 = "/.well-known/openid-configuration";

describe("discovery", () => {
  test.each([
    [`/${TENANT_ID}${V2}`, `https://login.microsoftonline.com/${TENANT_ID}/v2.0`, TENANT_ID],
    [`/gatehouse.onmicrosoft.com${V2}`, `https://login.microsoftonline.com/${TENANT_ID}/v2.0`, TENANT_ID],
    [`/common${V2}`, "https://login.microsoftonline.com/{tenantid}/v2.0", "common"],
    [`/organizations${V2}`, "https://login.microsoftonline.com/{tenantid}/v2.0", "organizations"],
    [`/${TENANT_ID}${V1}`, `https://sts.windows.net/${TENANT_ID}/`, TENANT_ID],
    [`/common${V1}`, "https://sts.windows.net/{tenantid}/", "common"],
  ])("%s has the issuer %s", async (path, issuer, segment) => {
    const answer = await tenant.served.fetch(path);
    const document = await answer.json();
    expect(document.issuer).toBe(issuer);
    expect(document.token_endpoint).toContain(`https://login.microsoftonline.com/${segment}/oauth2/`);
    expect(answer.headers.get("cache-control")).toBe("max-age=86400, private");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("v2 has the members of Entra's document, in its order", async () => {
    const document = await (await tenant.served.fetch(`/${TENANT_ID}${V2}`)).json();
    expect(Object.keys(document)).toEqual(
      (
        "token_endpoint token_endpoint_auth_methods_supported jwks_uri response_modes_supported subject_types_supported " +
        "id_token_signing_alg_values_supported response_types_supported scopes_supported issuer " +
        "request_uri_parameter_supported userinfo_endpoint authorization_endpoint device_authorization_endpoint " +
        "http_logout_supported frontchannel_logout_supported end_session_endpoint claims_supported kerberos_endpoint " +
        "tenant_region_scope cloud_instance_name cloud_graph_host_name msgraph_host rbac_url"
      ).split(" "),
    );
  });

  test.each([
    [`/${TENANT_ID}${V2}?appid=abc`, `https://login.microsoftonline.com/${TENANT_ID}/discovery/v2.0/keys?appid=abc`],
    [`/${TENANT_ID}${V1}`, "https://login.microsoftonline.com/common/discovery/keys"],
  ])("%s points to the keys at %s", async (path, uri) => {
    expect((await (await tenant.served.fetch(path)).json()).jwks_uri).toBe(uri);
  });

  test.each([
    [`/9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77${V2}`, "invalid_tenant", 90002],
    [`/consumers${V2}`, "invalid_tenant", 90002],
    [`/nonsense${V2}`, "invalid_request", 900023],
  ])("%s is refused", async (path, error, code) => {
    const answer = await tenant.served.fetch(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error, error_codes: [code] });
  });
});

describe("keys", () => {
  test.each([
    [`/${TENANT_ID}/discovery/v2.0/keys`, `https://login.microsoftonline.com/${TENANT_ID}/v2.0`],
    ["/common/discovery/v2.0/keys", "https://login.microsoftonline.com/{tenantid}/v2.0"],
    ["/common/discovery/keys", undefined],
    [`/${TENANT_ID}/discovery/keys`, undefined],
  ])("%s has one key with its certificate", async (path, issuer) => {
    const { keys } = await (await tenant.served.fetch(path)).json();
    expect(keys).toHaveLength(1);
    const [key] = keys;
    expect(key).toMatchObject({ kty: "RSA", use: "sig", e: "AQAB", kid: key.x5t });
    expect([key.issuer, key.alg]).toEqual([issuer, undefined]);
    const certificate = new X509Certificate(Buffer.from(key.x5c[0], "base64"));
    expect(certificate.publicKey.export({ format: "jwk" }).n).toBe(key.n);
    expect(Buffer.from(certificate.fingerprint.replaceAll(":", ""), "hex").toString("base64url")).toBe(key.kid);
  });
});

describe("instance discovery", () => {
  const path = (endpoint: string) =>
    `/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(endpoint)}`;

  test("names this cloud's hosts", async () => {
    const answer = await tenant.served.fetch(path(`https://login.windows.net/${TENANT_ID}/oauth2/authorize`));
    expect(await answer.json()).toMatchObject({
      tenant_discovery_endpoint: `https://login.microsoftonline.com/${TENANT_ID}/v2.0/.well-known/openid-configuration`,
      "api-version": "1.1",
      metadata: expect.arrayContaining([
        {
          preferred_network: "login.microsoftonline.com",
          preferred_cache: "login.windows.net",
          aliases: ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"],
        },
      ]),
    });
  });

  test.each([
    ["https://login.example.com/common/oauth2/authorize", "invalid_instance"],
    ["not a url", "invalid_request"],
    ["", "invalid_request"],
  ])("refuses '%s'", async (endpoint, error) => {
    const answer = await tenant.served.fetch(path(endpoint));
    expect([answer.status, (await answer.json()).error]).toEqual([400, error]);
  });
});

test.each(["/", "/nothing", `/${TENANT_ID}/oauth2/v2.0/authorize`])("%s is not there", async (path) => {
  expect((await tenant.served.fetch(path)).status).toBe(404);
});
