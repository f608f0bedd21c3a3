import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  authSettings,
  CALLER_OBJECT,
  CLIENT_ID,
  echoed,
  type ProtectedSite,
  principalOf,
  protectedSite,
  REFUSAL,
} from "../testing/protected-site.ts";
import { siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { createTokenSigner, TENANT, V1_ISSUER, V2_ISSUER } from "../testing/token-signer.ts";

let cloud: TestCloud;
let site: ProtectedSite;
beforeEach(async () => {
  cloud = await startTestCloud();
  site = protectedSite(cloud);
});
afterEach(() => cloud.close());

describe("a bearer token", () => {
  test("of the application passes, and the app learns who calls", async () => {
    await site.create(authSettings());
    const token = await cloud.signer.sign(site.claims());
    const response = await site.withBearer(token);
    expect(response.status).toBe(200);
    const { headers } = echoed(response);
    expect(headers).toMatchObject({
      "x-ms-client-principal-id": CALLER_OBJECT,
      "x-ms-client-principal-idp": "aad",
      "x-ms-token-aad-id-token": token,
      authorization: `Bearer ${token}`,
    });
    expect(headers).not.toHaveProperty("x-ms-client-principal-name");
    const principal = principalOf(response);
    expect(principal).toMatchObject({
      auth_typ: "aad",
      name_typ: "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
      role_typ: "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    });
    expect(principal.claims).toContainEqual({ typ: "roles", val: "Private.Example" });
    expect(principal.claims).toContainEqual({ typ: "roles", val: "Other" });
    expect(principal.claims).toContainEqual({
      typ: "http://schemas.microsoft.com/identity/claims/objectidentifier",
      val: CALLER_OBJECT,
    });
    expect(principal.claims).toContainEqual({ typ: "exp", val: String(site.claims().exp) });
  });

  test.each([
    ["the token store is off", authSettings({ store: false })],
    ["mapping is cleared", authSettings({ clearInboundClaimsMapping: "true" })],
  ])("keeps its claims' own names in the principal when %s", async (_when, v2) => {
    await site.create(v2);
    const response = await site.withBearer(await cloud.signer.sign(site.claims()));
    expect(principalOf(response).claims).toContainEqual({ typ: "oid", val: CALLER_OBJECT });
  });

  test("of a person gives the person's name", async () => {
    await site.create(authSettings());
    const response = await site.withBearer(await cloud.signer.sign(site.claims({ upn: "ann@example.com" })));
    expect(echoed(response).headers["x-ms-client-principal-name"]).toBe("ann@example.com");
  });

  const refused: readonly (readonly [what: string, make: () => Promise<string> | string, reason: string])[] = [
    ["expired", () => cloud.signer.sign(site.claims({ exp: site.seconds() - 301 })), "EXPIRED"],
    ["valid only later", () => cloud.signer.sign(site.claims({ nbf: site.seconds() + 400 })), "NOT_YET_VALID"],
    ["without an end", () => cloud.signer.sign(site.claims({ exp: undefined })), "LIFETIME_MISSING"],
    ["for another audience", () => cloud.signer.sign(site.claims({ aud: "api://other" })), "AUDIENCE"],
    ["for the client id with a slash", () => cloud.signer.sign(site.claims({ aud: `${CLIENT_ID}/` })), "AUDIENCE"],
    ["without an audience", () => cloud.signer.sign(site.claims({ aud: undefined })), "AUDIENCE"],
    ["of another issuer", () => cloud.signer.sign(site.claims({ iss: "https://sts.windows.net/other/" })), "ISSUER"],
    ["of the same tenant in version 2.0", () => cloud.signer.sign(site.claims({ iss: V2_ISSUER })), "ISSUER"],
    [
      "signed with another key of the same id",
      async () => (await createTokenSigner("key-1")).sign(site.claims()),
      "SIGNATURE",
    ],
    [
      "signed with a key that nobody has",
      async () => (await createTokenSigner("key-2")).sign(site.claims()),
      "SIGNATURE",
    ],
    ["without a signature", () => unsigned({ alg: "none", typ: "JWT", kid: "key-1" }), "ALGORITHM"],
    ["with 'none' in another spelling", () => unsigned({ alg: "NonE", typ: "JWT", kid: "key-1" }), "ALGORITHM"],
    ["said to be RS256 and not signed", () => unsigned({ alg: "RS256", typ: "JWT", kid: "key-1" }), "SIGNATURE"],
    ["signed HS256 with the public key as secret", () => hmacSigned(), "ALGORITHM"],
    ["with its payload changed", async () => tampered(await cloud.signer.sign(site.claims())), "SIGNATURE"],
    [
      "that asks for an extension",
      () => unsigned({ alg: "RS256", kid: "key-1", crit: ["b64"], b64: false }),
      "ALGORITHM",
    ],
    ["that is no token", () => "garbage", "MALFORMED"],
    ["that is empty", () => "", "MALFORMED"],
  ];
  test.each(refused)("%s is refused with 401, and the log says why", async (_what, make, reason) => {
    await site.create(authSettings({ action: "AllowAnonymous" }));
    const response = await site.withBearer(await make());
    expect(response.status).toBe(401);
    expect(response.body).toBe(REFUSAL);
    expect(cloud.appService.logs("fn1")?.lines().at(-1)?.text).toContain(`: ${reason}: `);
  });

  test("that passed once is refused when it has expired since", async () => {
    await site.create(authSettings());
    const token = await cloud.signer.sign(site.claims());
    expect((await site.withBearer(token)).status).toBe(200);
    cloud.clock.advance(3_901_000);
    expect((await site.withBearer(token)).status).toBe(401);
  });

  test("that passed once is refused when the settings no longer allow it", async () => {
    await site.create(authSettings());
    const token = await cloud.signer.sign(site.claims());
    expect((await site.withBearer(token)).status).toBe(200);
    const policy = { defaultAuthorizationPolicy: { allowedApplications: ["somebody-else"] } };
    await cloud.arm("PUT", `${siteId("fn1")}/config/authsettingsV2`, {
      properties: authSettings({ validation: policy }),
    });
    expect((await site.withBearer(token)).status).toBe(403);
  });

  test.each([
    ["", V1_ISSUER, 200],
    ["", V2_ISSUER, 200],
    ["https://login.microsoftonline.com/common/v2.0", V1_ISSUER, 200],
    [`https://login.microsoftonline.com/${TENANT}`, V1_ISSUER, 200],
    [`https://login.microsoftonline.com/${TENANT}`, V2_ISSUER, 401],
    [V2_ISSUER, V2_ISSUER, 200],
    [V2_ISSUER, V1_ISSUER, 401],
    ["https://unreachable.example/tenant", V1_ISSUER, 401],
  ])("with the issuer '%s' configured and %s in the token gets %i", async (issuer, iss, status) => {
    await site.create(authSettings({ issuer }));
    expect((await site.withBearer(await cloud.signer.sign(site.claims({ iss })))).status).toBe(status);
  });

  test("for a configured audience passes", async () => {
    await site.create(authSettings({ validation: { allowedAudiences: ["api://app"] } }));
    expect((await site.withBearer(await cloud.signer.sign(site.claims({ aud: "api://app" })))).status).toBe(200);
  });

  test("is refused when no provider is registered", async () => {
    await site.create({ platform: { enabled: true } });
    expect((await site.withBearer(await cloud.signer.sign(site.claims()))).status).toBe(401);
  });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function unsigned(header: object): string {
  return `${encode(header)}.${encode(site.claims())}.`;
}

function hmacSigned(): string {
  const text = `${encode({ alg: "HS256", typ: "JWT", kid: "key-1" })}.${encode(site.claims())}`;
  return `${text}.${createHmac("sha256", cloud.signer.publicKey).update(text).digest("base64url")}`;
}

function tampered(token: string): string {
  const [header, , signature] = token.split(".");
  return `${header}.${encode(site.claims({ roles: ["Admin"] }))}.${signature}`;
}
