import { resolve } from "node:path";
import {
  type CommandLineVariable,
  type DependencyNode,
  isSensitive,
  loadConfiguration,
  resolveVariables,
  unmark,
} from "../language/index.ts";
import { findType } from "../resources/index.ts";
import { applyResource } from "./apply-resource.ts";
import type { AzureClients } from "./azure-clients.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { deleteInstances } from "./delete-instances.ts";
import { evaluateNode } from "./evaluate-node.ts";
import type { Action, ApplyEvent } from "./events.ts";
import { ModuleInstances } from "./module-instances.ts";
import { isManaged, orderNodes, resourcesBefore } from "./order-nodes.ts";
import type { Provisioning } from "./provisioners/run-provisioners.ts";
import { createFirst, resourceBlocks } from "./resource-blocks.ts";
import type { FindType } from "./resource-type.ts";
import { createRun, type Run } from "./run.ts";
import type { Output, StateStorage } from "./state.ts";
import { StateKeeper } from "./state-keeper.ts";
import { allOrErrors, throwFailures, walkGraph } from "./walk-graph.ts";

export interface ApplyOptions {
  readonly folder: string;
  /** `-var` and `-var-file`, in order. */
  readonly variables?: readonly CommandLineVariable[];
  /** `TF_VAR_…` are read from here, and provisioners run in it. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly azure: AzureClients;
  readonly state: StateStorage;
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether `provisioner` blocks are run (unless said otherwise) or skipped with a warning. */
  readonly provisioners?: Provisioning["mode"];
  /** Variables of the provisioners' environment, over those of `environment`. */
  readonly provisionerEnvironment?: Provisioning["environment"];
  /** Told what provisioners print, unless they were given something sensitive. */
  readonly onProvisionerOutput?: Provisioning["onOutput"];
  /** How long one command of a provisioner may take; 30 minutes unless said. */
  readonly provisionerTimeoutMs?: number;
  /** The resource types; those of this folder unless given. */
  readonly findType?: FindType;
}

export interface ApplyResult {
  readonly outputs: ReadonlyMap<string, Output>;
  readonly counts: Readonly<Record<Action | "delete", number>>;
}

const PROVISIONER_TIMEOUT_MS = 30 * 60_000;

/**
 * Brings Azure to what a Terraform folder says. Everything that can be known before is checked before the first request; then
 * resources are made in the order of their dependencies, independent ones side by side, each with the real values of those
 * before it. What is as it was, and still there, is left alone; what is no longer in the folder is deleted at the end. The
 * state is saved after every resource. A failure stops what depends on it, and nothing is deleted then. Throws
 * `TerraformError` for the configuration, `ResourceError` for what a service refused, an AggregateError of several.
 */
export async function applyFolder(options: ApplyOptions): Promise<ApplyResult> {
  const { azure, now, onEvent = () => {} } = options;
  const folder = resolve(options.folder);
  const types = options.findType ?? findType;
  const configuration = await loadConfiguration(folder);
  checkConfiguration(configuration, types);
  const order = orderNodes(configuration);
  const variables = await resolveVariables(configuration, {
    commandLine: options.variables ?? [],
    environment: options.environment ?? {},
    now: () => new Date(now()),
    warn: (message) => onEvent({ kind: "warning", message }),
  });
  const keeper = await StateKeeper.load(options.state);
  const blocks = resourceBlocks(order);
  const run = createRun({ azure, now, folder, findType: types, keeper, blocks, onEvent }, configuration);
  if (configuration.root.backend !== undefined)
    onEvent({ kind: "warning", message: "The backend block is not used: the state is kept by Gatehouse." });
  onEvent({ kind: "read", resources: order.filter(isManaged).length });
  const modules = new ModuleInstances(configuration, variables, () => new Date(now()));
  const seen = await walk(run, order, modules, provisioningOf(options));
  const rest = keeper.instances.filter(({ address }) => !seen.has(address));
  await deleteInstances(run, [...keeper.deposed, ...rest]);
  const outputs = rootOutputs(modules, order);
  await keeper.setOutputs(outputs);
  return { outputs, counts: run.counts };
}

/** Goes through all nodes and returns the addresses of all resources that the configuration has. */
async function walk(
  run: Run,
  order: readonly DependencyNode[],
  modules: ModuleInstances,
  provisioning: Provisioning,
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const before = resourcesBefore(order);
  const first = createFirst(order, before);
  const failures = await walkGraph(order, async (node) => {
    if (node.kind !== "resource") return evaluateNode(node, modules, run.azure.credentials);
    await allOrErrors(
      modules.of(node.module).map((module) =>
        applyResource(run, {
          ...{ block: node.resource, module, provisioning },
          dependsOn: [...(before.get(node.address) ?? [])],
          replacement: first.has(node.address) ? "before" : "after",
          onAddress: (address) => seen.add(address),
        }),
      ),
    );
  });
  throwFailures(failures);
  return seen;
}

function provisioningOf(options: ApplyOptions): Provisioning {
  return {
    mode: options.provisioners ?? "run",
    environment: { ...options.environment, ...options.provisionerEnvironment },
    onOutput: options.onProvisionerOutput ?? (() => {}),
    timeoutMs: options.provisionerTimeoutMs ?? PROVISIONER_TIMEOUT_MS,
  };
}

function rootOutputs(modules: ModuleInstances, order: readonly DependencyNode[]): ReadonlyMap<string, Output> {
  const outputs = new Map<string, Output>();
  // People look for them by name.
  for (const node of [...order].sort((one, other) => (one.address < other.address ? -1 : 1))) {
    if (node.kind !== "output" || node.module.path.length > 0) continue;
    const value = modules.of(node.module)[0]?.outputs[node.output.name] ?? null;
    outputs.set(node.output.name, { value: unmark(value), sensitive: isSensitive(value) });
  }
  return outputs;
}
