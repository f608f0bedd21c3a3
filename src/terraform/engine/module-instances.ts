import {
  type Configuration,
  expandCount,
  expandForEach,
  type MarkedValue,
  type Module,
  type ModuleCall,
  modulePaths,
  type Scope,
} from "../language/index.ts";

type Fillable<T> = T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T;

/** A scope that is filled as the apply goes. */
export type FillingScope = { readonly [Name in keyof Scope]: Fillable<Scope[Name]> };

/** One instance of a module: the root has one, a called module one for each instance of its call. */
export interface ModuleInstance {
  /** `module.a["x"].` before the addresses inside; empty for the root. */
  readonly prefix: string;
  readonly scope: FillingScope;
  /** The instance that calls it, and under which key; undefined for the root. */
  readonly parent: { readonly instance: ModuleInstance; readonly key: string | number | undefined } | undefined;
  readonly outputs: Record<string, MarkedValue>;
}

/** The instances of every module of a configuration, as far as their calls have been expanded. */
export class ModuleInstances {
  readonly #configuration: Configuration;
  readonly #now: () => Date;
  readonly #planTime: Date;
  readonly #byPath = new Map<string, ModuleInstance[]>();

  constructor(configuration: Configuration, variables: ReadonlyMap<string, MarkedValue>, now: () => Date) {
    this.#configuration = configuration;
    this.#now = now;
    this.#planTime = now();
    const scope = this.#emptyScope(configuration.root);
    for (const [name, value] of variables) scope.variables.set(name, value);
    this.#byPath.set("", [{ prefix: "", scope, parent: undefined, outputs: {} }]);
  }

  of(module: Module): readonly ModuleInstance[] {
    return this.#byPath.get(module.path.join(".")) ?? [];
  }

  /** Makes the instances of a called module in every instance of the module that calls it. */
  expand(caller: Module, call: ModuleCall): void {
    const made: ModuleInstance[] = [];
    for (const instance of this.of(caller)) {
      for (const key of callKeys(call, instance.scope)) {
        const prefix = `${instance.prefix}module.${call.name}${renderKey(key)}.`;
        made.push({ prefix, scope: this.#emptyScope(call.module), parent: { instance, key }, outputs: {} });
      }
    }
    this.#byPath.set(call.module.path.join("."), made);
  }

  #emptyScope(module: Module): FillingScope {
    return {
      variables: new Map(),
      locals: new Map(),
      resources: new Map(),
      data: new Map(),
      modules: new Map(),
      paths: modulePaths(this.#configuration, module),
      workspace: "default",
      now: this.#now,
      planTime: this.#planTime,
    };
  }
}

/** The scope in which the inputs of one instance of a call are evaluated: with `count` or `each` of that instance. */
export function callScope(call: ModuleCall, parent: NonNullable<ModuleInstance["parent"]>): Scope {
  const { instance, key } = parent;
  if (typeof key === "number") return { ...instance.scope, count: { index: key } };
  if (key === undefined || call.forEach === undefined) return instance.scope;
  const value = expandForEach(call.forEach, instance.scope).get(key) ?? null;
  return { ...instance.scope, each: { key, value } };
}

/** Puts the outputs of a called module where its caller's expressions find them. */
export function publishOutputs(
  name: string,
  instances: readonly ModuleInstance[],
  isKeyed: "count" | "for_each" | "one",
): void {
  const byCaller = Map.groupBy(instances, ({ parent }) => parent?.instance);
  for (const [caller, group] of byCaller) {
    if (caller === undefined) continue;
    const value: MarkedValue =
      isKeyed === "one"
        ? { ...group[0]?.outputs }
        : isKeyed === "count"
          ? group.map(({ outputs }) => ({ ...outputs }))
          : Object.fromEntries(group.map(({ parent, outputs }) => [String(parent?.key), { ...outputs }]));
    caller.scope.modules.set(name, value);
  }
}

function callKeys(call: ModuleCall, scope: Scope): readonly (string | number | undefined)[] {
  if (call.count !== undefined) return Array.from({ length: expandCount(call.count, scope) }, (_, index) => index);
  if (call.forEach !== undefined) return [...expandForEach(call.forEach, scope).keys()];
  return [undefined];
}

/** `[0]`, `["key"]`, or nothing. */
export function renderKey(key: string | number | undefined): string {
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}
