import { beforeEach, describe, expect, test } from "vitest";
import { createClock } from "./clock.ts";
import { createOpenIdConfigurations, type OpenIdConfigurations } from "./openid-configuration.ts";
import { type Outbound, OutboundError } from "./outbound.ts";

const URL_OF_METADATA = "https://login.test/.well-known/openid-configuration";
const REFRESH_MS = 3_600_000;
const REFETCH_MS = 300_000;

let now: number;
let keyIds: string[];
let isUp: boolean;
let attempts: number;
let configurations: OpenIdConfigurations;

const outbound: Outbound = {
  route() {
    throw new Error("Not asked for.");
  },
  async request({ url }) {
    const isMetadata = url.href === URL_OF_METADATA;
    if (isMetadata) attempts += 1;
    if (!isUp) throw new OutboundError("CONNECT_FAILED", "The provider is down.");
    const answer = isMetadata
      ? { issuer: "https://login.test", jwks_uri: "https://login.test/keys" }
      : { keys: keyIds.map((kid) => ({ kty: "EC", kid })) };
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
  },
};

beforeEach(() => {
  now = 0;
  keyIds = ["one"];
  isUp = true;
  attempts = 0;
  const clock = createClock(0, () => now);
  configurations = createOpenIdConfigurations({ outbound, clock, refreshMs: REFRESH_MS, refetchMs: REFETCH_MS });
});

const hasKey = async (keyId: string) => (await configurations.get(URL_OF_METADATA, keyId)).hasKey(keyId);

describe("a provider's configuration", () => {
  test("is fetched once and kept, also for who asks at the same time", async () => {
    const [first, second] = await Promise.all([
      configurations.get(URL_OF_METADATA),
      configurations.get(URL_OF_METADATA),
    ]);
    expect(second).toBe(first);
    now += REFRESH_MS - 1;
    expect(await configurations.get(URL_OF_METADATA, "one")).toBe(first);
    expect(configurations.peek(URL_OF_METADATA)).toBe(first);
    expect(attempts).toBe(1);
    now += 1;
    expect(configurations.peek(URL_OF_METADATA)).toBeUndefined();
    expect(await configurations.get(URL_OF_METADATA)).not.toBe(first);
  });

  test("is fetched anew for an unknown key, but not again and again", async () => {
    await hasKey("one");
    keyIds = ["one", "two"];
    expect(await hasKey("two")).toBe(false);
    now += REFETCH_MS;
    expect(await hasKey("two")).toBe(true);
    expect(await hasKey("three")).toBe(false);
    expect(attempts).toBe(2);
  });

  test.each([
    ["an unknown key", REFETCH_MS, "unknown"],
    ["its age", REFRESH_MS, "one"],
  ])("stays in use when the fetch for %s fails", async (_, age, keyId) => {
    const good = await configurations.get(URL_OF_METADATA);
    isUp = false;
    now += age;
    expect(await configurations.get(URL_OF_METADATA, keyId)).toBe(good);
    expect(configurations.peek(URL_OF_METADATA)).toBe(age < REFRESH_MS ? good : undefined);
    expect(await hasKey("one")).toBe(true);
    expect(attempts).toBe(2);

    isUp = true;
    keyIds = ["new"];
    now += REFETCH_MS;
    expect(await hasKey("new")).toBe(true);
    expect(attempts).toBe(3);
  });

  test("that was never had is an error, tried again after a while", async () => {
    isUp = false;
    await expect(configurations.get(URL_OF_METADATA)).rejects.toThrow("down");
    await expect(configurations.get(URL_OF_METADATA)).rejects.toThrow("down");
    expect(attempts).toBe(1);
    isUp = true;
    now += REFETCH_MS;
    expect(await hasKey("one")).toBe(true);
  });
});
