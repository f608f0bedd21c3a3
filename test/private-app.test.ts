import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { request } from "node:http";
import { decodeJwt, decodeProtectedHeader, importPKCS8, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoCloud, startDemo } from "./support/demo-cloud.ts";

let demo: DemoCloud;
/** A token with which API Management may call the private app. */
let good: string;

beforeAll(async () => {
  demo = await startDemo();
  good = await privateAppToken(demo);
});
afterAll(() => demo[Symbol.asyncDispose]());

/** A token of API Management's trusted identity, taken the way API Management takes it. */
async function apimToken({ cloud }: DemoCloud, resource: string): Promise<string> {
  const service = cloud.resources.list("Microsoft.ApiManagement/service")[0];
  const identity = cloud.resources
    .list("Microsoft.ManagedIdentity/userAssignedIdentities")
    .find(({ name }) => name === "fn-apim-mi-demo-apim");
  if (service?.identity === undefined || identity === undefined)
    throw new Error("There is no API Management service with an identity.");
  const { clientId } = identity.properties as { readonly clientId: string };
  const host = { id: service.id, identity: service.identity };
  return (await cloud.identities.token({ host, select: { clientId }, resource })).accessToken;
}

/** The audience is the one that the policies of the demo ask a token for. */
function privateAppToken(running: DemoCloud): Promise<string> {
  const [policy] = running.cloud.resources.list("Microsoft.ApiManagement/service/apis/operations/policies");
  if (policy === undefined) throw new Error("The demo has no operation policy.");
  const { value } = policy.properties as { readonly value: string };
  return apimToken(running, /authentication-managed-identity resource="([^"]+)"/.exec(value)?.[1] ?? "");
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Calls the private app's function directly, with header names spelled as given. */
function call(headers: readonly (readonly [string, string])[], path = "/api/test", running = demo): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: "127.0.0.1",
      port: running.cloud.port,
      path,
      agent: false,
      headers: [
        ["Host", `fn-apim-mi-demo-private.azurewebsites.net.localhost:${running.cloud.port}`],
        ...headers,
      ].flat(),
    });
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: incoming.headers });
    });
    outgoing.end();
  });
}

const bearer = (token: string) => [["Authorization", `Bearer ${token}`]] as const;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const foreign = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

async function signedByAnotherKey(): Promise<string> {
  const header = decodeProtectedHeader(good);
  return new SignJWT(decodeJwt(good))
    .setProtectedHeader({ ...header, alg: "RS256" })
    .sign(await importPKCS8(foreign.privateKey, "RS256"));
}

/** The tenant's own public key as an HMAC secret, in the forms in which a careless verifier would take it. */
async function hmacWithPublicKey(form: "pem" | "jwk"): Promise<string> {
  const keys = await demo.cloud.outbound.request({
    method: "GET",
    url: new URL("https://login.microsoftonline.com/common/discovery/keys"),
  });
  const [jwk] = (
    JSON.parse(keys.body.toString()) as {
      readonly keys: readonly { readonly kty: string; readonly n: string; readonly e: string }[];
    }
  ).keys;
  if (jwk === undefined) throw new Error("There is no key.");
  const { kty, n, e } = jwk;
  const publicKey = createPublicKey({ key: { kty, n, e }, format: "jwk" });
  const secret = form === "pem" ? publicKey.export({ type: "spki", format: "pem" }) : JSON.stringify(jwk);
  const content = `${part({ ...decodeProtectedHeader(good), alg: "HS256" })}.${part(decodeJwt(good))}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

describe("the private app, called directly", () => {
  test("answers the holder of a good token", async () => {
    const answer = await call(bearer(good));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).message).toContain("Private.Example");
  });

  test.each<[string, () => Promise<readonly (readonly [string, string])[]>]>([
    ["no token", async () => []],
    ["an empty token", async () => bearer("")],
    ["what is no token", async () => bearer("hello")],
    ["a token for another audience", async () => bearer(await apimToken(demo, "https://management.azure.com/"))],
    [
      "a token from another issuer",
      async () =>
        bearer(
          [
            part(decodeProtectedHeader(good)),
            part({ ...decodeJwt(good), iss: "https://sts.windows.net/22222222-2222-2222-2222-222222222222/" }),
            "x",
          ].join("."),
        ),
    ],
    ["a token signed by another key", async () => bearer(await signedByAnotherKey())],
    [
      "a token whose payload was changed",
      async () =>
        bearer(
          good
            .split(".")
            .with(1, part({ ...decodeJwt(good), roles: ["Admin"] }))
            .join("."),
        ),
    ],
    ["a token with alg none", async () => bearer(`${part({ alg: "none", typ: "JWT" })}.${part(decodeJwt(good))}.`)],
    [
      "a token with alg none that keeps its signature",
      async () =>
        bearer([part({ ...decodeProtectedHeader(good), alg: "none" }), ...good.split(".").slice(1)].join(".")),
    ],
    ["a token signed HS256 with the public key in PEM as secret", async () => bearer(await hmacWithPublicKey("pem"))],
    ["a token signed HS256 with the public key as JWK as secret", async () => bearer(await hmacWithPublicKey("jwk"))],
    [
      "a forged principal header",
      async () => [
        ["X-MS-CLIENT-PRINCIPAL", part({ auth_typ: "aad", claims: [{ typ: "roles", val: "Private.Example" }] })],
      ],
    ],
    [
      "a forged principal header in another spelling",
      async () => [
        ["x_ms_client_principal", part({ auth_typ: "aad", claims: [{ typ: "roles", val: "Private.Example" }] })],
      ],
    ],
  ])("answers 401 to %s", async (_name, headers) => {
    const answer = await call(await headers());
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="fn-apim-mi-demo-private\.azurewebsites\.net"/);
    expect(answer.body).not.toContain("Hello");
  });

  test.each([
    "/api/test/",
    "//api/test",
    "/api/./test",
    "/API/TEST",
    "/api/%74est",
    "/.auth/../api/test",
    "/api/test?x=/.auth/login",
  ])("answers 401 without a token under the path %s too", async (path) => {
    expect((await call([], path)).status).toBe(401);
  });

  test("never lets a forged principal reach the function, beside a good token either", async () => {
    const forged = Buffer.from(JSON.stringify({ auth_typ: "aad", claims: [{ typ: "roles", val: "Forged" }] })).toString(
      "base64",
    );
    for (const name of [
      "X-MS-CLIENT-PRINCIPAL",
      "x-ms-client-principal",
      "X_MS_CLIENT_PRINCIPAL",
      "X-MS_CLIENT-PRINCIPAL",
    ]) {
      const answer = await call([...bearer(good), [name, forged]]);
      expect(answer.status).toBe(200);
      expect(answer.body).not.toContain("Forged");
    }
  });
});

test("the private app answers 401 to a token once it has expired", async () => {
  await using running = await startDemo();
  const token = await privateAppToken(running);
  expect((await call(bearer(token), "/api/test", running)).status).toBe(200);
  running.cloud.clock.advance(25 * 60 * 60 * 1000);
  expect((await call(bearer(token), "/api/test", running)).status).toBe(401);
});
