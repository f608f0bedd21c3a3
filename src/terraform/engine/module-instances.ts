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

/** Which instance of a block with `count` or `for_each`; undefined for a block with neither. */
export type InstanceKey = string | number | undefined;

/** One instance of a module: the root has one, a called module one for each instance of its call. */
export interface ModuleInstance {
  /** `module.a["x"].` before the addresses inside; empty for the root. */
  readonly prefix: string;
  readonly scope: FillingScope;
  /** The instance that calls it, how, and under which key; undefined for the root. */
  readonly caller: ModuleCaller | undefined;
  readonly outputs: Record<string, MarkedValue>;
}

export interface ModuleCaller {
  readonly instance: ModuleInstance;
  readonly call: ModuleCall;
  readonly key: InstanceKey;
}

/** The instances of every module of a configuration, as far as their calls have been expanded. */
export class ModuleInstances {
  readonly #configuration: Configuration;
  readonly #now: () => Date;
  readonly #planTime: Date;
  readonly #byPath = new Map<string, readonly ModuleInstance[]>();

  constructor(configuration: Configuration, variables: ReadonlyMap<string, MarkedValue>, now: () => Date) {
    this.#configuration = configuration;
    this.#now = now;
    this.#planTime = now();
    const scope = this.#emptyScope(configuration.root);
    for (const [name, value] of variables) scope.variables.set(name, value);
    this.#byPath.set("", [{ prefix: "", scope, caller: undefined, outputs: {} }]);
  }

  of(module: Module): readonly ModuleInstance[] {
    return this.#byPath.get(module.path.join(".")) ?? [];
  }

  /** Makes the instances of a called module in every instance of the module that calls it. */
  expand(callingModule: Module, call: ModuleCall): void {
    const callers = this.of(callingModule);
    const made = callers.flatMap((instance) =>
      callKeys(call, instance.scope).map((key) => ({
        prefix: `${instance.prefix}module.${call.name}${renderKey(key)}.`,
        scope: this.#emptyScope(call.module),
        caller: { instance, call, key },
        outputs: {},
      })),
    );
    this.#byPath.set(call.module.path.join("."), made);
    for (const caller of callers) this.#publish(caller, call);
  }

  /** Sets an output of an instance, and puts it where the caller's expressions find it. */
  setOutput(instance: ModuleInstance, name: string, value: MarkedValue): void {
    instance.outputs[name] = value;
    if (instance.caller !== undefined) this.#publish(instance.caller.instance, instance.caller.call);
  }

  #publish(caller: ModuleInstance, call: ModuleCall): void {
    const made = this.of(call.module).filter((instance) => instance.caller?.instance === caller);
    const outputs = made.map((instance) => [String(instance.caller?.key), { ...instance.outputs }] as const);
    const all = outputs.map(([, values]) => values);
    caller.scope.modules.set(
      call.name,
      call.count !== undefined ? all : call.forEach !== undefined ? Object.fromEntries(outputs) : (all[0] ?? {}),
    );
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
export function callScope({ instance, call, key }: ModuleCaller): Scope {
  if (typeof key === "number") return { ...instance.scope, count: { index: key } };
  if (key === undefined || call.forEach === undefined) return instance.scope;
  const value = expandForEach(call.forEach, instance.scope).get(key) ?? null;
  return { ...instance.scope, each: { key, value } };
}

/** `[0]`, `["key"]`, or nothing. */
export function renderKey(key: InstanceKey): string {
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}

/** The address of the block that an instance belongs to: without any keys. */
export function blockAddress(address: string): string {
  return address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
}

function callKeys(call: ModuleCall, scope: Scope): readonly InstanceKey[] {
  if (call.count !== undefined) return Array.from({ length: expandCount(call.count, scope) }, (_, index) => index);
  if (call.forEach !== undefined) return [...expandForEach(call.forEach, scope).keys()];
  return [undefined];
}
