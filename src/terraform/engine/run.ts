import type { Configuration, ResourceBlock } from "../language/index.ts";
import type { AzureClients } from "./azure-clients.ts";
import type { Action, ApplyEvent } from "./events.ts";
import { limit } from "./limit.ts";
import { type Features, readFeatures } from "./provider-features.ts";
import { providerMajor } from "./provider-major.ts";
import type { FindType, ResourceContext } from "./resource-type.ts";
import type { StateKeeper } from "./state-keeper.ts";

/** What one apply or destroy works with and counts. */
export interface Run {
  readonly azure: AzureClients;
  readonly now: () => number;
  readonly folder: string;
  readonly findType: FindType;
  readonly keeper: StateKeeper;
  readonly features: Features;
  readonly major: (provider: string) => number | undefined;
  /** The configuration's resource blocks by address. */
  readonly blocks: ReadonlyMap<string, ResourceBlock>;
  readonly counts: Record<Action | "delete", number>;
  readonly onEvent: (event: ApplyEvent) => void;
  /** Resources that are worked on at the same time are at most ten, as in Terraform. */
  readonly limited: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

export type RunOptions = Pick<Run, "azure" | "now" | "folder" | "findType" | "keeper" | "blocks" | "onEvent">;

export function createRun(options: RunOptions, configuration: Configuration): Run {
  return {
    ...options,
    features: readFeatures(configuration),
    major: (provider) => providerMajor(configuration, provider),
    counts: { create: 0, update: 0, replace: 0, none: 0, delete: 0 },
    limited: limit(10),
  };
}

/** What a resource type is given to work with. */
export function contextOf(run: Run, address: string): ResourceContext {
  const { azure, now, folder, features, major } = run;
  return { azure, now, address, cwd: folder, features, major };
}

/** Counts what was done and tells it. `startedAt` is of `performance.now()`. */
export function report(run: Run, action: Action | "delete", address: string, startedAt: number): void {
  run.counts[action] += 1;
  run.onEvent({ kind: "done", action, address, milliseconds: performance.now() - startedAt });
}
