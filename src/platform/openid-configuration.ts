import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import type { Outbound } from "./outbound.ts";

/** What a relying party needs of an OpenID Connect provider. */
export interface OpenIdConfiguration {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
  hasKey(keyId: string): boolean;
}

/** Provider metadata and key sets, fetched when needed and kept. */
export interface OpenIdConfigurations {
  /** The configuration behind `url`; fetched anew when `keyId` is not in the kept one and the last fetch is long enough ago. */
  get(url: string, keyId?: string): Promise<OpenIdConfiguration>;
  /** The kept configuration when it is there and fresh; the same object until it is fetched anew. For hot paths. */
  peek(url: string): OpenIdConfiguration | undefined;
}

/** The metadata or the keys can't be had. */
export class OpenIdConfigurationError extends Error {
  readonly code = "OPENID_CONFIGURATION_UNAVAILABLE";
}

export interface OpenIdConfigurationsOptions {
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** How long an answer is used without asking again; API Management: 1 hour ("validate-jwt": openid-config). */
  readonly refreshMs: number;
  /** How soon an unknown key id, or a failure, may cause another fetch; API Management: 5 minutes (same place). */
  readonly refetchMs: number;
}

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })) });

interface Kept {
  readonly fetchedAt: number;
  readonly result: Promise<OpenIdConfiguration>;
  settled: OpenIdConfiguration | undefined;
}

export function createOpenIdConfigurations(options: OpenIdConfigurationsOptions): OpenIdConfigurations {
  const { outbound, clock, refreshMs, refetchMs } = options;
  const kept = new Map<string, Kept>();

  function fetchAnew(url: string): Promise<OpenIdConfiguration> {
    const result = fetchConfiguration(outbound, url);
    const entry: Kept = { fetchedAt: clock.now(), result, settled: undefined };
    kept.set(url, entry);
    return result.then((configuration) => {
      entry.settled = configuration;
      return configuration;
    });
  }

  return {
    async get(url, keyId) {
      const found = kept.get(url);
      if (found === undefined) return fetchAnew(url);
      const age = clock.now() - found.fetchedAt;
      if (age >= refreshMs) return fetchAnew(url);
      if (age < refetchMs) return found.result;
      const usable = await found.result.then(
        (configuration) => keyId === undefined || configuration.hasKey(keyId),
        () => false,
      );
      return usable ? found.result : fetchAnew(url);
    },
    peek(url) {
      const found = kept.get(url);
      return found !== undefined && clock.now() - found.fetchedAt < refreshMs ? found.settled : undefined;
    },
  };
}

async function fetchConfiguration(outbound: Outbound, url: string): Promise<OpenIdConfiguration> {
  const metadata = metadataSchema.parse(await fetchJson(outbound, url));
  const keySet = keySetSchema.parse(await fetchJson(outbound, metadata.jwks_uri));
  const keyIds = new Set(keySet.keys.map((key) => key.kid));
  return {
    issuer: metadata.issuer,
    keys: createLocalJWKSet(keySet as JSONWebKeySet),
    hasKey: (keyId) => keyIds.has(keyId),
  };
}

async function fetchJson(outbound: Outbound, url: string): Promise<unknown> {
  const response = await outbound.request({
    method: "GET",
    url: new URL(url),
    timeoutMs: 10_000,
    maxBytes: 1024 * 1024,
  });
  if (response.status !== 200) {
    throw new OpenIdConfigurationError(`${url} answered ${response.status}; expected 200 with a JSON document.`);
  }
  return JSON.parse(response.body.toString("utf8"));
}
