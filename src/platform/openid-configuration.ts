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
  /**
   * The configuration behind `url`; fetched anew when `keyId` is not in the kept one and the last attempt is long enough ago.
   * One that is kept goes on in use while its provider can't be reached.
   */
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
  /** How soon after an attempt an unknown key id, or its failure, may cause another; API Management: 5 minutes (same place). */
  readonly refetchMs: number;
}

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url() });
const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })) });

interface Kept {
  readonly lastAttemptAt: number;
  /** The last attempt's outcome: the new configuration, or when it failed the one before, if there is one. */
  readonly latest: Promise<OpenIdConfiguration>;
  settled: { readonly fetchedAt: number; readonly configuration: OpenIdConfiguration } | undefined;
}

export function createOpenIdConfigurations(options: OpenIdConfigurationsOptions): OpenIdConfigurations {
  const { outbound, clock, refreshMs, refetchMs } = options;
  const kept = new Map<string, Kept>();

  function fetchAnew(url: string, before: Kept["settled"]): Promise<OpenIdConfiguration> {
    const now = clock.now();
    const latest = fetchConfiguration(outbound, url).then(
      (configuration) => {
        entry.settled = { fetchedAt: now, configuration };
        return configuration;
      },
      (error: unknown) => {
        if (before === undefined) throw error;
        return before.configuration;
      },
    );
    const entry: Kept = { lastAttemptAt: now, latest, settled: before };
    kept.set(url, entry);
    return latest;
  }

  function isFresh(settled: Kept["settled"]): settled is NonNullable<Kept["settled"]> {
    return settled !== undefined && clock.now() - settled.fetchedAt < refreshMs;
  }

  return {
    async get(url, keyId) {
      const found = kept.get(url);
      if (found === undefined) return fetchAnew(url, undefined);
      const { settled } = found;
      if (clock.now() - found.lastAttemptAt < refetchMs) return found.latest;
      const isUsable = isFresh(settled) && (keyId === undefined || settled.configuration.hasKey(keyId));
      return isUsable ? settled.configuration : fetchAnew(url, settled);
    },
    peek(url) {
      const settled = kept.get(url)?.settled;
      return isFresh(settled) ? settled.configuration : undefined;
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
