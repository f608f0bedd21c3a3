import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type GatewayHarness, KEY, startGateway, TENANT } from "../testing/gateway-harness.ts";

let gateway: GatewayHarness;
beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo();
});
afterEach(() => gateway[Symbol.asyncDispose]());

const CLIENT = "aaaaaaaa-0000-0000-0000-000000000001";
const claims = { aud: "api://me", azp: CLIENT, roles: ["Reader", "Writer"], scp: "one two" };
const openId = `<openid-config url="https://login.microsoftonline.com/${TENANT}/v2.0/.well-known/openid-configuration" />`;
const invalid = '{ "statusCode": 401, "message": "Invalid JWT." }';

function jwtPolicy(children: string, attributes = 'header-name="Authorization"'): void {
  gateway.policy(
    "/apis/echo",
    `<policies><inbound><base/><validate-jwt ${attributes}>${openId}${children}</validate-jwt></inbound></policies>`,
  );
}

function aadPolicy(children: string, attributes = ""): void {
  gateway.policy(
    "/apis/echo",
    `<policies><inbound><base/><validate-azure-ad-token tenant-id="${TENANT}" ${attributes}>${children}</validate-azure-ad-token></inbound></policies>`,
  );
}

function send(authorization: string | undefined, path = "/echo/test") {
  const headers: Record<string, string> = { "Ocp-Apim-Subscription-Key": KEY };
  if (authorization !== undefined) headers.Authorization = authorization;
  return gateway.send(path, { headers });
}

/** The public key as an HMAC secret: the oldest trick against verifiers that believe the token's `alg`. */
async function confusedToken(): Promise<string> {
  const [, payload = ""] = (await gateway.token(claims)).split(".");
  const header = Buffer.from(JSON.stringify({ alg: "HS256", kid: "key-1", typ: "JWT" })).toString("base64url");
  const secret = JSON.stringify({ kty: "RSA" });
  return `${header}.${payload}.${createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url")}`;
}

async function unsignedToken(): Promise<string> {
  const [, payload = ""] = (await gateway.token(claims)).split(".");
  return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${payload}.`;
}

describe("validate-jwt", () => {
  test.each<[string, () => Promise<string | undefined>, number, string | undefined]>([
    ["lets a good token pass", async () => `Bearer ${await gateway.token(claims)}`, 200, undefined],
    [
      "refuses a request without one",
      async () => undefined,
      401,
      '{ "statusCode": 401, "message": "JWT not present." }',
    ],
    ["refuses an empty one", async () => "Bearer ", 401, '{ "statusCode": 401, "message": "JWT not present." }'],
    ["refuses what is no token", async () => "Bearer hello", 401, invalid],
    ["refuses another key", async () => `Bearer ${await gateway.token(claims, { foreignKey: true })}`, 401, invalid],
    ["refuses an unknown key id", async () => `Bearer ${await gateway.token(claims, { kid: "key-2" })}`, 401, invalid],
    ["refuses alg none", async () => `Bearer ${await unsignedToken()}`, 401, invalid],
    ["refuses HS256 with a provider's key", async () => `Bearer ${await confusedToken()}`, 401, invalid],
    [
      "refuses an expired token",
      async () => `Bearer ${await gateway.token({ ...claims, exp: Math.floor(gateway.clock.now() / 1000) - 1 })}`,
      401,
      invalid,
    ],
    [
      "refuses a token of tomorrow",
      async () => `Bearer ${await gateway.token({ ...claims, nbf: Math.floor(gateway.clock.now() / 1000) + 60 })}`,
      401,
      invalid,
    ],
    [
      "refuses a token without expiry",
      async () => `Bearer ${await gateway.token({ ...claims, exp: undefined })}`,
      401,
      invalid,
    ],
    [
      "refuses another issuer",
      async () => `Bearer ${await gateway.token({ ...claims, iss: "https://evil.example/" })}`,
      401,
      invalid,
    ],
    [
      "refuses another audience",
      async () => `Bearer ${await gateway.token({ ...claims, aud: "api://you" })}`,
      401,
      invalid,
    ],
  ])("%s", async (_name, authorization, status, body) => {
    jwtPolicy("<audiences><audience>api://me</audience></audiences>");
    const answer = await send(await authorization());
    expect(answer.status).toBe(status);
    if (body !== undefined) expect(answer.body).toBe(body);
    expect(gateway.heard.length).toBe(status === 200 ? 1 : 0);
  });

  test.each([
    ["all values, all there", '<claim name="roles"><value>Reader</value><value>Writer</value></claim>', 200],
    [
      "all values, one missing",
      '<claim name="roles" match="all"><value>Reader</value><value>Owner</value></claim>',
      401,
    ],
    ["any value, one there", '<claim name="roles" match="any"><value>Owner</value><value>Writer</value></claim>', 200],
    ["any value, none there", '<claim name="roles" match="any"><value>Owner</value></claim>', 401],
    ["a claim that isn't there", '<claim name="groups" match="any"><value>x</value></claim>', 401],
    ["a claim whatever its value", '<claim name="roles"/>', 200],
    ["a value within a text without separator", '<claim name="scp"><value>one</value></claim>', 401],
    ["a value within a text with separator", '<claim name="scp" separator=" "><value>one</value></claim>', 200],
    ["an inherited property's name", '<claim name="constructor"/>', 401],
  ])("required claims: %s", async (_name, claim, status) => {
    jwtPolicy(`<required-claims>${claim}</required-claims>`);
    expect((await send(`Bearer ${await gateway.token(claims)}`)).status).toBe(status);
  });

  test("uses the status and message that the policy says", async () => {
    jwtPolicy(
      "",
      'header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="Go &quot;away&quot;"',
    );
    expect(await send(undefined)).toMatchObject({
      status: 403,
      body: '{ "statusCode": 403, "message": "Go \\"away\\"" }',
    });
  });

  test.each([
    ["Bearer", 200],
    ["bearer", 200],
    ["Basic", 401],
    ["", 401],
  ])("with require-scheme Bearer and the scheme '%s' answers %i", async (scheme, status) => {
    jwtPolicy("", 'header-name="Authorization" require-scheme="Bearer"');
    expect((await send(`${scheme} ${await gateway.token(claims)}`.trim())).status).toBe(status);
  });

  test.each([
    ["header", 'header-name="Authorization"', "", ["Bearer forged"]],
    ["query", 'query-parameter-name="t"', "&t=forged", []],
  ])("refuses a second token in the %s, which the backend may go by", async (_name, place, query, second) => {
    jwtPolicy("", place);
    const token = await gateway.token(claims);
    const headers = { "Ocp-Apim-Subscription-Key": KEY, Authorization: [`Bearer ${token}`, ...second] };
    const answer = await gateway.send(`/echo/test?t=${token}${query}`, { headers });
    expect(answer).toMatchObject({ status: 401, body: invalid });
    expect(gateway.heard).toEqual([]);
  });

  test("finds the token in the query, or by an expression", async () => {
    jwtPolicy("", 'query-parameter-name="t"');
    expect((await send(undefined, `/echo/test?t=${await gateway.token(claims)}`)).status).toBe(200);
    jwtPolicy("", 'token-value="@(context.Request.Headers.GetValueOrDefault("X-Token",""))"');
    expect(
      (
        await gateway.send("/echo/test", {
          headers: { "Ocp-Apim-Subscription-Key": KEY, "X-Token": await gateway.token(claims) },
        })
      ).status,
    ).toBe(200);
  });

  test("lets a clock skew pass, and not more", async () => {
    jwtPolicy("", 'header-name="Authorization" clock-skew="60"');
    const token = await gateway.token({ ...claims, exp: Math.floor(gateway.clock.now() / 1000) - 30 });
    expect((await send(`Bearer ${token}`)).status).toBe(200);
    gateway.clock.advance(31_000);
    expect((await send(`Bearer ${token}`)).status).toBe(401);
  });

  test("refuses a token that it let pass before, once it has expired", async () => {
    jwtPolicy("");
    const token = await gateway.token(claims);
    expect((await send(`Bearer ${token}`)).status).toBe(200);
    gateway.clock.advance(3_600_001);
    expect((await send(`Bearer ${token}`)).status).toBe(401);
  });

  test("checks each policy's own claims for a token whose signature is known", async () => {
    jwtPolicy("");
    const token = await gateway.token(claims);
    expect((await send(`Bearer ${token}`)).status).toBe(200);
    jwtPolicy("<audiences><audience>api://you</audience></audiences>");
    expect((await send(`Bearer ${token}`)).status).toBe(401);
  });

  test("takes symmetric keys only from the policy, and then only for symmetric algorithms", async () => {
    const secret = Buffer.from("0123456789abcdef0123456789abcdef");
    const [, payload = ""] = (await gateway.token(claims)).split(".");
    const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString("base64url");
    const token = `${header}.${payload}.${createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url")}`;
    const policy = (key: Buffer) =>
      gateway.policy(
        "/apis/echo",
        `<policies><inbound><base/><validate-jwt header-name="Authorization"><issuer-signing-keys><key>${key.toString("base64")}</key></issuer-signing-keys></validate-jwt></inbound></policies>`,
      );
    policy(secret);
    expect((await send(`Bearer ${token}`)).status).toBe(200);
    policy(Buffer.from("another secret, just as long: 32"));
    expect((await send(`Bearer ${token}`)).status).toBe(401);
  });

  test("tells on-error what was wrong", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><base/><validate-jwt header-name="Authorization">${openId}</validate-jwt></inbound>
       <on-error><set-header name="X-Reason"><value>@(context.LastError.Source + ":" + context.LastError.Reason)</value></set-header></on-error></policies>`,
    );
    expect((await send(undefined)).headers["x-reason"]).toBe("validate-jwt:TokenNotPresent");
    const foreign = await send(`Bearer ${await gateway.token(claims, { foreignKey: true })}`);
    expect(foreign.headers["x-reason"]).toBe("validate-jwt:TokenSignatureInvalid");
  });

  test("hands the token on as a Jwt", async () => {
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><base/><validate-jwt header-name="Authorization" output-token-variable-name="jwt">${openId}</validate-jwt>
       <set-header name="X-Roles"><value>@(string.Join("+", ((Jwt)context.Variables["jwt"]).Claims["roles"]))</value></set-header></inbound></policies>`,
    );
    await send(`Bearer ${await gateway.token(claims)}`);
    expect(gateway.heard[0]?.headers["x-roles"]).toBe("Reader+Writer");
  });
});

describe("validate-azure-ad-token", () => {
  const refused = '{ "statusCode": 401, "message": "Invalid Azure AD JWT" }';
  const clients = `<client-application-ids><application-id>${CLIENT}</application-id></client-application-ids>`;

  test.each<[string, string, object, number]>([
    ["a listed client, version 2", clients, { azp: CLIENT }, 200],
    [
      "a listed client, version 1",
      clients,
      { azp: undefined, appid: CLIENT, ver: "1.0", iss: `https://sts.windows.net/${TENANT}/` },
      200,
    ],
    ["another client", clients, { azp: "someone" }, 401],
    ["a client id in the other version's claim", clients, { azp: "someone", appid: CLIENT }, 401],
    ["no client id at all", clients, { azp: undefined }, 401],
    [
      "another tenant",
      clients,
      { iss: "https://login.microsoftonline.com/22222222-2222-2222-2222-222222222222/v2.0" },
      401,
    ],
    ["a listed audience", "<audiences><audience>api://me</audience></audiences>", {}, 200],
    ["another audience", "<audiences><audience>api://you</audience></audiences>", {}, 401],
    [
      "a backend application",
      "<backend-application-ids><application-id>api://me</application-id></backend-application-ids>",
      {},
      200,
    ],
    [
      "a required role",
      '<required-claims><claim name="roles" match="any"><value>Reader</value></claim></required-claims>',
      {},
      200,
    ],
    [
      "a missing role",
      '<required-claims><claim name="roles" match="any"><value>Owner</value></claim></required-claims>',
      {},
      401,
    ],
  ])("%s", async (_name, children, changed, status) => {
    aadPolicy(children);
    const answer = await send(`Bearer ${await gateway.token({ ...claims, ...changed })}`);
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.body).toBe(refused);
  });

  test("says that there is no token", async () => {
    aadPolicy(clients);
    expect((await send(undefined)).body).toBe('{ "statusCode": 401, "message": "Azure AD JWT not present" }');
  });
});

describe("authentication-managed-identity", () => {
  const policy = (attributes: string, rest = "") =>
    gateway.policy(
      "/apis/echo",
      `<policies><inbound><base/><authentication-managed-identity resource="api://backend" ${attributes}/>${rest}</inbound></policies>`,
    );

  test("sets the Authorization header", async () => {
    policy('client-id="abc"');
    await send("Bearer mine");
    expect(gateway.heard[0]?.headers.authorization).toBe("Bearer identity-token");
    expect(gateway.identityRequests).toEqual([{ clientId: "abc", resource: "api://backend" }]);
  });

  test("with a variable sets only the variable", async () => {
    policy(
      'output-token-variable-name="t"',
      '<set-header name="X-Token"><value>@((string)context.Variables["t"])</value></set-header>',
    );
    await send("Bearer mine");
    expect(gateway.heard[0]?.headers).toMatchObject({ authorization: "Bearer mine", "x-token": "identity-token" });
  });

  test("without a token ends in 500, and the caller isn't told why", async () => {
    policy("");
    gateway.identityFailure = new Error("AADSTS501051: not assigned");
    const answer = await send(undefined);
    expect(answer.status).toBe(500);
    expect(answer.body).not.toContain("AADSTS");
    expect(gateway.heard).toEqual([]);
  });

  test("without a token goes on when errors are ignored", async () => {
    policy('ignore-error="true"');
    gateway.identityFailure = new Error("AADSTS501051: not assigned");
    expect((await send(undefined)).status).toBe(200);
    expect(gateway.heard[0]?.headers.authorization).toBeUndefined();
  });
});
