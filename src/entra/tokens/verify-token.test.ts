import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../platform/index.ts";
import { TokenRejected } from "../index.ts";
import { START_MS, startTestTenant, TENANT_ID, type TestClient, type TestTenant } from "../testing/index.ts";
import { openSigningKey, type SigningKey } from "./signing-key.ts";

const AUDIENCE = "https://management.azure.com/";
const NOW = START_MS / 1000;
const store = openStore(":memory:");
let tenant: TestTenant;
let client: TestClient;
let key: SigningKey;

beforeAll(async () => {
  tenant = await startTestTenant(store);
  client = tenant.register({ displayName: "client" });
  key = await openSigningKey(store, tenant.clock);
});
afterAll(() => tenant.close());

function goodClaims(): JWTPayload {
  return {
    aud: AUDIENCE,
    iss: `https://sts.windows.net/${TENANT_ID}/`,
    nbf: NOW - 300,
    exp: NOW + 3600,
    oid: client.principal.id,
    tid: TENANT_ID,
    appid: client.clientId,
  };
}

function sign(
  claims: Record<string, unknown>,
  header: { alg?: string; kid?: string } = {},
  signer: SigningKey["privateKey"] = key.privateKey,
) {
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: key.id, ...header }).sign(signer);
}

async function verdict(token: string, audiences: readonly string[] = [AUDIENCE]): Promise<string> {
  try {
    await tenant.entra.tokens.verify(token, { audiences });
    return "accepted";
  } catch (error) {
    if (error instanceof TokenRejected) return error.code;
    throw error;
  }
}

describe("verify", () => {
  test("tells who a token of this tenant is about", async () => {
    const issued = await tenant.entra.tokens.issueAppToken({
      client: client.principal.id,
      resource: AUDIENCE,
      credential: "secret",
    });
    expect(await tenant.entra.tokens.verify(issued.accessToken, { audiences: [AUDIENCE] })).toMatchObject({
      objectId: client.principal.id,
      clientId: client.clientId,
      tenantId: TENANT_ID,
      audience: AUDIENCE,
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["as issued", {}, "accepted"],
    ["of version 2", { iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0` }, "accepted"],
    ["of another tenant's issuer", { iss: "https://sts.windows.net/9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77/" }, "ISSUER"],
    ["of an issuer without its slash", { iss: `https://sts.windows.net/${TENANT_ID}` }, "ISSUER"],
    ["for another audience", { aud: "https://vault.azure.net" }, "AUDIENCE"],
    ["for several audiences", { aud: [AUDIENCE, "x"] }, "MALFORMED"],
    ["that has expired", { exp: NOW }, "EXPIRED"],
    ["in its last second", { exp: NOW + 1 }, "accepted"],
    ["not yet valid", { nbf: NOW + 1 }, "NOT_YET_VALID"],
    ["without an expiry", { exp: undefined }, "MALFORMED"],
    ["without not-before", { nbf: undefined }, "MALFORMED"],
    ["without an object id", { oid: undefined }, "MALFORMED"],
    ["without a client id", { appid: undefined }, "MALFORMED"],
    ["whose tenant is another", { tid: "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77" }, "MALFORMED"],
  ])("a token %s", async (_, changes, expected) => {
    expect(await verdict(await sign({ ...goodClaims(), ...changes }))).toBe(expected);
  });

  test("a token signed by another key is refused, whatever key it names", async () => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(await verdict(await sign(goodClaims(), {}, privateKey))).toBe("SIGNATURE");
    expect(await verdict(await sign(goodClaims(), { kid: "other" }))).toBe("SIGNATURE");
  });

  test("another algorithm is refused: PS256, HS256 with the public key, none", async () => {
    const [header, payload] = (await sign(goodClaims())).split(".");
    const unsigned = `${Buffer.from(JSON.stringify({ alg: "none", kid: key.id })).toString("base64url")}.${payload}.`;
    const secret = new TextEncoder().encode(key.publicKey.export({ type: "spki", format: "pem" }).toString());
    const symmetric = await new SignJWT(goodClaims()).setProtectedHeader({ alg: "HS256", kid: key.id }).sign(secret);
    expect(await verdict(await sign(goodClaims(), { alg: "PS256" }))).toBe("SIGNATURE");
    expect(await verdict(symmetric)).toBe("SIGNATURE");
    expect(await verdict(unsigned)).toBe("SIGNATURE");
    expect(await verdict(`${header}.${payload}.`)).toBe("SIGNATURE");
  });

  test("nothing is for an empty list of audiences", async () => {
    expect(await verdict(await sign(goodClaims()), [])).toBe("AUDIENCE");
  });

  test("no other text passes for a token", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect(["MALFORMED", "SIGNATURE"]).toContain(await verdict(text));
      }),
    );
  });

  test("a token with any of its bytes changed is refused", async () => {
    const token = await sign(goodClaims());
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: token.length - 3 }), async (index) => {
        const changed = token.slice(0, index) + (token[index] === "A" ? "B" : "A") + token.slice(index + 1);
        expect(await verdict(changed)).not.toBe("accepted");
      }),
    );
  });
});
