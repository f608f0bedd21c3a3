import { readFile } from "node:fs/promises";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import type { LogLevels } from "./function-app-log.ts";
import { FunctionAppStartError } from "./function-app-start-error.ts";
import { parseTimeSpan } from "./parse-time-span.ts";

/** What this host takes from `host.json`. */
export interface HostSettings {
  /** Without slashes at its ends; may be empty. */
  readonly routePrefix: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** In milliseconds; null for none. */
  readonly functionTimeoutMs: number | null;
  readonly logLevels: LogLevels;
  /** Settings that Azure obeys and this host doesn't, by path. */
  readonly ignored: readonly string[];
}

const LEVELS = ["Trace", "Debug", "Information", "Warning", "Error", "Critical", "None"] as const;

// Loose, because every extension has settings here, also those that the app doesn't use.
const schema = z.looseObject({
  version: z.literal("2.0"),
  functionTimeout: z.string().nullish(),
  extensions: z
    .looseObject({
      http: z
        .looseObject({
          routePrefix: z.string().optional(),
          customHeaders: z.record(z.string(), z.string()).optional(),
        })
        .optional(),
    })
    .optional(),
  logging: z.looseObject({ logLevel: z.record(z.string(), z.string()).optional() }).optional(),
});

const IGNORED_HTTP = ["dynamicThrottlesEnabled", "hsts", "maxConcurrentRequests", "maxOutstandingRequests"] as const;
const MINUTE = 60_000;

/**
 * Reads `host.json` (Azure Functions: "host.json reference").
 *
 * `functionTimeout` without a value is 5 minutes on the Consumption plan, where 10 are the most, and 30 minutes elsewhere, where `-1`
 * is none.
 *
 * @param sku the app's `WEBSITE_SKU`; `Dynamic` is the Consumption plan.
 * @throws FunctionAppStartError `HOST_JSON_INVALID`.
 */
export async function readHostJson(folder: string, sku: string | undefined): Promise<HostSettings> {
  const parsed = schema.safeParse(await readJson(join(folder, "host.json")));
  if (!parsed.success) {
    throw invalid(
      `host.json in ${folder} isn't as expected: ${z.prettifyError(parsed.error)}. The least is { "version": "2.0" }.`,
    );
  }
  const { functionTimeout, extensions, logging } = parsed.data;
  const http = extensions?.http;
  return {
    routePrefix: (http?.routePrefix ?? "api").replace(/^\/+|\/+$/g, ""),
    customHeaders: checkHeaders(http?.customHeaders ?? {}),
    functionTimeoutMs: timeoutOf(functionTimeout ?? undefined, sku === "Dynamic"),
    logLevels: levelsOf(logging?.logLevel ?? {}),
    ignored: IGNORED_HTTP.filter((name) => http?.[name] !== undefined).map((name) => `extensions.http.${name}`),
  };
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw invalid(`There is no ${path}. It belongs at the root of a function app; the least is { "version": "2.0" }.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw invalid(
      `${path} isn't JSON: ${error instanceof Error ? error.message : String(error)}. Comments aren't read here.`,
    );
  }
}

function timeoutOf(text: string | undefined, isConsumption: boolean): number | null {
  if (text === undefined) return (isConsumption ? 5 : 30) * MINUTE;
  if (text === "-1" && !isConsumption) return null;
  const milliseconds = parseTimeSpan(text);
  // Node's timers take 31 bits.
  if (milliseconds === undefined || milliseconds <= 0 || milliseconds > 2 ** 31 - 1) {
    throw invalid(
      `functionTimeout in host.json is "${text}"; expected hh:mm:ss${isConsumption ? "" : ', or "-1" for none'}.`,
    );
  }
  if (isConsumption && milliseconds > 10 * MINUTE) {
    throw invalid(`functionTimeout in host.json is "${text}"; the Consumption plan allows 00:10:00 at most.`);
  }
  return milliseconds;
}

function checkHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw invalid(`extensions.http.customHeaders in host.json has "${name}: ${value}", which isn't a header.`);
    }
  }
  return headers;
}

function levelsOf(levels: Readonly<Record<string, string>>): LogLevels {
  return Object.fromEntries(
    Object.entries(levels).map(([category, text]) => {
      const level = LEVELS.find((known) => known.toLowerCase() === text.toLowerCase());
      if (level === undefined) {
        throw invalid(`logging.logLevel.${category} in host.json is "${text}"; it can be ${LEVELS.join(", ")}.`);
      }
      return [category, level.toLowerCase()];
    }),
  ) as LogLevels;
}

function invalid(message: string): FunctionAppStartError {
  return new FunctionAppStartError("HOST_JSON_INVALID", message);
}
