import {
  type CommandLineVariable,
  type Configuration,
  checkConditions,
  checkModuleInput,
  type DependencyNode,
  dependencyOrder,
  evaluateMarked,
  evaluateOutput,
  expandBody,
  expandCount,
  expandForEach,
  isSensitive,
  loadConfiguration,
  type MarkedValue,
  type ResourceBlock,
  resolveVariables,
  type Scope,
  sensitive,
  TerraformError,
  unmark,
  type Value,
} from "../language/index.ts";
import { findType } from "../resources/index.ts";
import { type AzureClients, AzureRequestError } from "./azure-clients.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { callScope, type ModuleInstance, ModuleInstances, publishOutputs, renderKey } from "./module-instances.ts";
import { readConfig } from "./read-config.ts";
import { type Action, carryOut, chooseAction } from "./reconcile.ts";
import type { Config, ResourceContext, ResourceType } from "./resource-type.ts";
import type { InstanceState, State, StateStorage } from "./state.ts";

export interface ApplyOptions {
  readonly folder: string;
  /** `-var` and `-var-file`, in order. */
  readonly variables?: readonly CommandLineVariable[];
  /** `TF_VAR_…` are read from here. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly azure: AzureClients;
  readonly state: StateStorage;
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type ApplyEvent =
  | { readonly kind: "read"; readonly resources: number }
  | {
      readonly kind: "done";
      readonly action: Action | "delete";
      readonly address: string;
      readonly milliseconds: number;
    }
  | { readonly kind: "warning"; readonly message: string };

export interface Output {
  readonly value: Value;
  readonly sensitive: boolean;
}

export interface ApplyResult {
  readonly outputs: ReadonlyMap<string, Output>;
  readonly counts: Readonly<Record<Action | "delete", number>>;
}

const PARALLEL = 10;

/**
 * Brings Azure to what a Terraform folder says. Everything that can be known before is checked before the first request; then
 * resources are made in the order of their dependencies, independent ones side by side, each with the real values of those
 * before it. What is as it was is left alone, what is no longer there is removed. The state is saved after every resource.
 * Throws `TerraformError` for the configuration, `ResourceError` for what a service refused.
 */
export async function applyFolder(options: ApplyOptions): Promise<ApplyResult> {
  const { folder, state, now, onEvent = () => {} } = options;
  const configuration = await loadConfiguration(folder);
  checkConfiguration(configuration);
  const order = dependencyOrder(configuration);
  const clock = () => new Date(now());
  const variables = await resolveVariables(configuration, {
    commandLine: options.variables ?? [],
    environment: options.environment ?? {},
    now: clock,
    warn: (message) => onEvent({ kind: "warning", message }),
  });
  onEvent({
    kind: "read",
    resources: order.filter((node) => node.kind === "resource" && node.resource.mode === "managed").length,
  });
  const run = new ApplyRun(options, configuration, variables, await state.load());
  await run.walk(order);
  await run.removeRest();
  // They are evaluated as their turn comes; people look for them by name.
  const outputs = new Map([...run.outputs].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { outputs, counts: run.counts };
}

/** Removes everything that the folder's state holds. */
export async function destroyFolder(
  options: Pick<ApplyOptions, "folder" | "azure" | "state" | "onEvent" | "now">,
): Promise<number> {
  const run = new ApplyRun(options, undefined, new Map(), await options.state.load());
  await run.removeRest();
  return run.counts.delete;
}

/** A service refused, or a resource could not be made: which, where it stands, and why. */
export class ResourceError extends Error {
  readonly code = "RESOURCE_FAILED";
  readonly address: string;

  constructor(address: string, place: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${place}${address}: ${reason}`, { cause });
    this.address = address;
  }
}

class ApplyRun {
  readonly outputs = new Map<string, Output>();
  readonly counts: Record<Action | "delete", number> = { create: 0, update: 0, replace: 0, none: 0, delete: 0 };
  readonly #options: Pick<ApplyOptions, "folder" | "azure" | "state" | "onEvent" | "now">;
  readonly #modules: ModuleInstances | undefined;
  readonly #before: ReadonlyMap<string, InstanceState>;
  readonly #current: Map<string, InstanceState>;
  readonly #seen = new Set<string>();
  /** Resource blocks that each node hangs on, through whatever lies between. */
  readonly #resourcesBefore = new Map<string, ReadonlySet<string>>();
  #busy = 0;
  readonly #waiting: (() => void)[] = [];
  #saving: Promise<void> = Promise.resolve();

  constructor(
    options: Pick<ApplyOptions, "folder" | "azure" | "state" | "onEvent" | "now">,
    configuration: Configuration | undefined,
    variables: ReadonlyMap<string, MarkedValue>,
    state: State | undefined,
  ) {
    this.#options = options;
    this.#before = new Map((state?.instances ?? []).map((instance) => [instance.address, instance]));
    this.#current = new Map(this.#before);
    this.#modules =
      configuration === undefined
        ? undefined
        : new ModuleInstances(configuration, variables, () => new Date(options.now()));
  }

  /** Every node as soon as those that it depends on are done. After a failure the rest that doesn't hang on it still runs. */
  async walk(order: readonly DependencyNode[]): Promise<void> {
    const done = new Map<string, Promise<void>>();
    const kinds = new Map(order.map((node) => [node.address, node.kind]));
    for (const node of order) {
      const direct = node.dependsOn.flatMap((address) =>
        kinds.get(address) === "resource" ? [address] : [...(this.#resourcesBefore.get(address) ?? [])],
      );
      this.#resourcesBefore.set(node.address, new Set(direct));
      const before = Promise.all(node.dependsOn.map((address) => done.get(address)));
      done.set(
        node.address,
        before.then(() => this.#visit(node)),
      );
    }
    const results = await Promise.allSettled(done.values());
    await this.#saving;
    const failures = new Set(
      results.filter((result) => result.status === "rejected").map(({ reason }) => reason as unknown),
    );
    const [first] = failures;
    if (failures.size > 1)
      throw new AggregateError(
        failures,
        [...failures].map((failure) => (failure instanceof Error ? failure.message : String(failure))).join("\n"),
      );
    if (first !== undefined) throw first;
  }

  /** Deletes what was not seen, the latest made first. */
  async removeRest(): Promise<void> {
    const rest = [...this.#current.values()].filter(({ address }) => !this.#seen.has(address));
    for (const instance of deletionOrder(rest)) {
      const startedAt = performance.now();
      const { address, type, attributes } = instance;
      try {
        await findType("managed", type)?.delete?.(attributes, this.#context(address));
      } catch (error) {
        if (!(error instanceof AzureRequestError) || error.status !== 404) throw new ResourceError(address, "", error);
      }
      this.#current.delete(address);
      await this.#save();
      this.counts.delete += 1;
      this.#options.onEvent?.({ kind: "done", action: "delete", address, milliseconds: performance.now() - startedAt });
    }
  }

  async #visit(node: DependencyNode): Promise<void> {
    const modules = this.#modules;
    if (modules === undefined) return;
    const instances = modules.of(node.module);
    switch (node.kind) {
      case "provider":
        return;
      case "variable":
        // The root's are resolved already.
        for (const instance of instances)
          if (node.call !== undefined && instance.parent !== undefined) {
            const input = node.call.inputs.get(node.variable.name);
            const scope = callScope(node.call, instance.parent);
            const value = input === undefined ? undefined : evaluateMarked(input.expression, scope);
            instance.scope.variables.set(
              node.variable.name,
              checkModuleInput(node.variable, value, instance.scope, input?.range ?? node.call.range),
            );
          }
        return;
      case "local":
        for (const { scope } of instances)
          scope.locals.set(node.name, evaluateMarked(node.attribute.expression, scope));
        return;
      case "call":
        modules.expand(node.module, node.call);
        publishOutputs(node.call.name, modules.of(node.call.module), kindOf(node.call));
        return;
      case "output":
        for (const instance of instances) this.#output(node, instance);
        if (node.module.path.length > 0) this.#publish(node, instances);
        return;
      case "resource":
        for (const instance of instances) await this.#resource(node.resource, node, instance);
    }
  }

  #output(node: DependencyNode & { readonly kind: "output" }, instance: ModuleInstance): void {
    const isRoot = instance.parent === undefined;
    const value = evaluateOutput(node.output, instance.scope, isRoot ? "root" : "called");
    instance.outputs[node.output.name] = value;
    if (isRoot) this.outputs.set(node.output.name, { value: unmark(value), sensitive: isSensitive(value) });
  }

  #publish(node: DependencyNode & { readonly kind: "output" }, instances: readonly ModuleInstance[]): void {
    const name = node.module.path.at(-1) ?? "";
    const [first] = instances;
    const key = first?.parent?.key;
    publishOutputs(name, instances, typeof key === "number" ? "count" : key === undefined ? "one" : "for_each");
  }

  async #resource(block: ResourceBlock, node: DependencyNode, instance: ModuleInstance): Promise<void> {
    const { scope } = instance;
    const name = `${block.type}.${block.name}`;
    const target = block.mode === "data" ? scope.data : scope.resources;
    const one = async (key: string | number | undefined, inner: Scope): Promise<MarkedValue> => {
      const local = `${block.mode === "data" ? "data." : ""}${name}${renderKey(key)}`;
      return this.#instance(block, `${instance.prefix}${local}`, inner, node);
    };
    if (block.count !== undefined) {
      const count = expandCount(block.count, scope);
      target.set(
        name,
        await Promise.all(Array.from({ length: count }, (_, index) => one(index, { ...scope, count: { index } }))),
      );
    } else if (block.forEach !== undefined) {
      const entries = [...expandForEach(block.forEach, scope)].map(
        async ([key, value]) => [key, await one(key, { ...scope, each: { key, value } })] as const,
      );
      target.set(name, Object.fromEntries(await Promise.all(entries)));
    } else target.set(name, await one(undefined, scope));
  }

  async #instance(block: ResourceBlock, address: string, scope: Scope, node: DependencyNode): Promise<MarkedValue> {
    const type = findType(block.mode, block.type);
    if (type === undefined)
      throw new TerraformError("UNSUPPORTED", `The type "${block.type}" is not supported.`, block.range);
    checkConditions(block.lifecycle.preconditions, scope, "Resource precondition failed");
    const config = readConfig(expandBody(block.body, scope), type, block.type);
    this.#seen.add(address);
    const attributes = await this.#limited(() =>
      block.mode === "data"
        ? this.#read(type, config, address, block)
        : this.#reconcile(type, config, address, block, node),
    );
    const value = mark(attributes, type);
    checkConditions(block.lifecycle.postconditions, { ...scope, self: value }, "Resource postcondition failed");
    return value;
  }

  async #read(type: ResourceType, config: Config, address: string, block: ResourceBlock): Promise<Config> {
    try {
      return { ...config, ...(await type.create(config, this.#context(address))) };
    } catch (error) {
      throw new ResourceError(address, place(block), error);
    }
  }

  async #reconcile(
    type: ResourceType,
    config: Config,
    address: string,
    block: ResourceBlock,
    node: DependencyNode,
  ): Promise<Config> {
    const before = this.#before.get(address);
    const action = chooseAction(type, config, before, block.lifecycle.ignoreChanges);
    const startedAt = performance.now();
    let attributes = before?.attributes ?? {};
    if (action !== "none") {
      if (action === "replace" && block.lifecycle.preventDestroy)
        throw new TerraformError(
          "INVALID_VALUE",
          `${address} would have to be replaced, but its lifecycle has prevent_destroy.`,
          block.range,
        );
      try {
        attributes = await carryOut(type, action, config, before, this.#context(address));
      } catch (error) {
        throw new ResourceError(address, place(block), error);
      }
      this.#current.set(address, {
        address,
        type: type.type,
        config,
        attributes,
        dependsOn: [...(this.#resourcesBefore.get(node.address) ?? [])],
      });
      await this.#save();
    }
    this.counts[action] += 1;
    this.#options.onEvent?.({ kind: "done", action, address, milliseconds: performance.now() - startedAt });
    return attributes;
  }

  #context(address: string): ResourceContext {
    return { azure: this.#options.azure, now: this.#options.now, address, cwd: this.#options.folder };
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    while (this.#busy >= PARALLEL) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Writes come one after the other; each holds all that is known when its turn comes. */
  #save(): Promise<void> {
    this.#saving = this.#saving.then(() =>
      this.#options.state.save({ version: 1, instances: [...this.#current.values()] }),
    );
    return this.#saving;
  }
}

function kindOf(call: { readonly count: unknown; readonly forEach: unknown }): "count" | "for_each" | "one" {
  return call.count !== undefined ? "count" : call.forEach !== undefined ? "for_each" : "one";
}

function place({ range }: ResourceBlock): string {
  return `${range.file}:${range.line}: `;
}

function mark(attributes: Config, type: ResourceType): MarkedValue {
  const secrets = new Set([
    ...(type.secrets ?? []),
    ...Object.entries(type.attributes ?? {})
      .filter(([, schema]) => schema.sensitive === true)
      .map(([name]) => name),
  ]);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      secrets.has(name) && value !== null ? sensitive(value) : value,
    ]),
  );
}

/** Those that others were made after come last. */
function deletionOrder(instances: readonly InstanceState[]): readonly InstanceState[] {
  const block = (address: string): string => address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "");
  const byBlock = Map.groupBy(instances, ({ address }) => block(address));
  const ordered: InstanceState[] = [];
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    const group = byBlock.get(name) ?? [];
    for (const { dependsOn } of group) for (const dependency of dependsOn) visit(dependency);
    ordered.push(...group);
  };
  for (const name of byBlock.keys()) visit(name);
  return ordered.reverse();
}
