import type { ManagedIdentities } from "../../managed-identity/index.ts";
import type { Clock, Log } from "../../platform/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import type { Etags } from "./etags.ts";
import type { GatewayTracing, PolicyCompiler } from "./ports.ts";

/** What API Management's resource types work with. */
export interface ManagementContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly resources: ResourceStore;
  readonly identities: Pick<ManagedIdentities, "applyIdentity" | "releaseIdentity">;
  readonly policies: PolicyCompiler;
  readonly tracing: GatewayTracing;
  readonly etags: Etags;
  /** Runs `work` so that all of its writes are kept, or none. */
  transaction<R>(work: () => R): R;
}
