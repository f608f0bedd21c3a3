import {
  checkConditions,
  expandBody,
  expandCount,
  expandForEach,
  type MarkedValue,
  type ResourceBlock,
  type Scope,
  TerraformError,
} from "../language/index.ts";
import { instanceValue } from "./instance-value.ts";
import { type ModuleInstance, renderKey } from "./module-instances.ts";
import { type Provisioning, runProvisioners } from "./provisioners/run-provisioners.ts";
import { type ReadConfig, readConfig } from "./read-config.ts";
import { reconcile } from "./reconcile.ts";
import { ResourceError } from "./resource-error.ts";
import type { Config, ResourceType } from "./resource-type.ts";
import { contextOf, type Run, report } from "./run.ts";
import { allOrErrors } from "./walk-graph.ts";

/** A resource block of a module instance, and what an apply knows of it. */
export interface ResourceToApply {
  readonly block: ResourceBlock;
  readonly module: ModuleInstance;
  /** Addresses of the resource blocks that it hangs on. */
  readonly dependsOn: readonly string[];
  readonly replacement: "before" | "after";
  readonly provisioning: Provisioning;
  /** Told every address that the configuration has, before anything is done for it. */
  readonly onAddress: (address: string) => void;
}

/**
 * Applies all instances of a resource block, or reads those of a data source, and puts their values into the module's scope.
 * Throws TerraformError, ResourceError, or an AggregateError of them, when nothing of the block runs any more.
 */
export async function applyResource(run: Run, resource: ResourceToApply): Promise<void> {
  const { block, module } = resource;
  const { scope, prefix } = module;
  const name = `${block.type}.${block.name}`;
  const values = block.mode === "data" ? scope.data : scope.resources;
  const one = (key: string | number | undefined, inner: Scope): Promise<MarkedValue> => {
    const address = `${prefix}${block.mode === "data" ? "data." : ""}${name}${renderKey(key)}`;
    resource.onAddress(address);
    return applyInstance(run, resource, address, inner);
  };
  if (block.count !== undefined) {
    const indexes = Array.from({ length: expandCount(block.count, scope) }, (_, index) => index);
    values.set(name, await allOrErrors(indexes.map((index) => one(index, { ...scope, count: { index } }))));
  } else if (block.forEach !== undefined) {
    const entries = [...expandForEach(block.forEach, scope)].map(
      async ([key, value]) => [key, await one(key, { ...scope, each: { key, value } })] as const,
    );
    values.set(name, Object.fromEntries(await allOrErrors(entries)));
  } else values.set(name, await one(undefined, scope));
}

async function applyInstance(run: Run, resource: ResourceToApply, address: string, scope: Scope): Promise<MarkedValue> {
  const { block } = resource;
  const type = run.findType(block.mode, block.type);
  if (type === undefined)
    throw new TerraformError("UNSUPPORTED", `The type "${block.type}" is not supported.`, block.range);
  checkConditions(block.lifecycle.preconditions, scope, "Resource precondition failed");
  const read = readConfig(expandBody(block.body, scope), type, block.type);
  const value = await run.limited(async () => {
    try {
      return block.mode === "data"
        ? instanceValue(await readData(run, type, read.config, address), type, read.sensitive)
        : await applyManaged(run, resource, { address, type, scope, read });
    } catch (error) {
      if (error instanceof TerraformError) throw error;
      throw new ResourceError(address, block.range, error);
    }
  });
  checkConditions(block.lifecycle.postconditions, { ...scope, self: value }, "Resource postcondition failed");
  return value;
}

async function readData(run: Run, type: ResourceType, config: Config, address: string): Promise<Config> {
  return { ...config, ...(await type.create(config, contextOf(run, address))) };
}

interface Instance {
  readonly address: string;
  readonly type: ResourceType;
  readonly scope: Scope;
  readonly read: ReadConfig;
}

async function applyManaged(run: Run, resource: ResourceToApply, instance: Instance): Promise<MarkedValue> {
  const { block, dependsOn, replacement, provisioning } = resource;
  const { address, type, scope, read } = instance;
  const startedAt = performance.now();
  const done = await reconcile(run, {
    ...{ address, type, block, dependsOn, replacement },
    config: read.config,
    hasProvisioners: block.provisioners.length > 0,
  });
  const value = instanceValue(done.instance.attributes, type, read.sensitive);
  if (done.instance.status === "tainted") {
    await runProvisioners(run, { address, block, scope, self: value }, provisioning);
    const { status: _whole, ...whole } = done.instance;
    await run.keeper.put(whole);
  }
  report(run, done.action, address, startedAt);
  return value;
}
