import { randomBytes } from "node:crypto";
import type { DocumentTable, Store } from "../../platform/index.ts";

/** The keys of one function app: values by key name, those of single functions by function name. */
export interface FunctionAppKeys {
  readonly masterKey: string;
  readonly functionKeys: Readonly<Record<string, string>>;
  readonly systemKeys: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The keys of all function apps. They outlive deployments and restarts, as those in a host's secret store do. */
export interface FunctionKeys {
  /**
   * The keys of an app with these functions. What isn't there yet is made: the master key, and a `default` key for host
   * and functions.
   */
  of(siteName: string, functionNames: readonly string[]): FunctionAppKeys;
  forget(siteName: string): void;
}

export function openFunctionKeys(store: Store): FunctionKeys {
  const table: DocumentTable<FunctionAppKeys> = store.documents("function_keys");
  return {
    of(siteName, functionNames) {
      const key = siteName.toLowerCase();
      const known = table.get(key) ?? {
        masterKey: newKey(),
        functionKeys: { default: newKey() },
        systemKeys: {},
        functions: {},
      };
      const missing = functionNames.filter((name) => known.functions[name] === undefined);
      if (missing.length === 0 && table.has(key)) return known;
      const made = Object.fromEntries(missing.map((name) => [name, { default: newKey() }]));
      const keys = { ...known, functions: { ...known.functions, ...made } };
      table.put(key, keys);
      return keys;
    },
    forget: (siteName) => void table.delete(siteName.toLowerCase()),
  };
}

/**
 * 40 random bytes as URL-safe Base64 with padding, `AzFu` where the host's own generator (SecretGenerator) signs its
 * keys.
 */
function newKey(): string {
  const bytes = randomBytes(40);
  Buffer.from("AzFu", "base64").copy(bytes, 33);
  return `${bytes.toString("base64url")}==`;
}
