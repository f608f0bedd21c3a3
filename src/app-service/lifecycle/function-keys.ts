import { randomBytes } from "node:crypto";
import type { DocumentTable, Store } from "../../platform/index.ts";

/** The keys of one function app: values by key name, those of single functions by function name. */
export interface FunctionAppKeys {
  readonly masterKey: string;
  readonly functionKeys: Readonly<Record<string, string>>;
  readonly systemKeys: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Which of an app's keys a name belongs to: the host's own for all functions, those of extensions, or one function's. */
export type KeyRing = "functionKeys" | "systemKeys" | { readonly ofFunction: string };

/** The keys of all function apps. They outlive deployments and restarts, as those in a host's secret store do. */
export interface FunctionKeys {
  /**
   * The keys of an app with these functions. What isn't there yet is made: the master key, and a `default` key for host
   * and functions.
   */
  of(siteName: string, functionNames: readonly string[]): FunctionAppKeys;
  /** Gives a key its value, a new one unless said; the key is made if it isn't there. The app's keys afterwards. */
  set(siteName: string, ring: KeyRing, keyName: string, value?: string): FunctionAppKeys;
  /** The app's keys without that one; undefined if there is none. */
  remove(siteName: string, ring: KeyRing, keyName: string): FunctionAppKeys | undefined;
  /** Gives the master key its value, a new one unless said. */
  setMaster(siteName: string, value?: string): FunctionAppKeys;
  forget(siteName: string): void;
}

/** The keys of a ring, by name. */
export function keysOn(keys: FunctionAppKeys, ring: KeyRing): Readonly<Record<string, string>> {
  return typeof ring === "string" ? keys[ring] : (keys.functions[ring.ofFunction] ?? {});
}

export function openFunctionKeys(store: Store): FunctionKeys {
  const table: DocumentTable<FunctionAppKeys> = store.documents("function_keys");
  function of(siteName: string, functionNames: readonly string[]): FunctionAppKeys {
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
  }

  function put(siteName: string, keys: FunctionAppKeys): FunctionAppKeys {
    table.put(siteName.toLowerCase(), keys);
    return keys;
  }

  return {
    of,
    set(siteName, ring, keyName, value = newKey()) {
      const keys = of(siteName, []);
      return put(siteName, withRing(keys, ring, { ...keysOn(keys, ring), [keyName]: value }));
    },
    remove(siteName, ring, keyName) {
      const keys = of(siteName, []);
      if (!Object.hasOwn(keysOn(keys, ring), keyName)) return undefined;
      const { [keyName]: _removed, ...others } = keysOn(keys, ring);
      return put(siteName, withRing(keys, ring, others));
    },
    setMaster: (siteName, value = newKey()) => put(siteName, { ...of(siteName, []), masterKey: value }),
    forget: (siteName) => void table.delete(siteName.toLowerCase()),
  };
}

function withRing(keys: FunctionAppKeys, ring: KeyRing, changed: Readonly<Record<string, string>>): FunctionAppKeys {
  if (typeof ring === "string") return { ...keys, [ring]: changed };
  return { ...keys, functions: { ...keys.functions, [ring.ofFunction]: changed } };
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
