import type { ManagedIdentities } from "../../managed-identity/index.ts";
import type { Clock, Log, Outbound } from "../../platform/index.ts";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
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
  /** For what requests name by a link. */
  readonly outbound: Pick<Outbound, "request">;
  readonly identityToken: IdentityToken;
}

/**
 * An access token for `resource`, as the service: by the user-assigned identity `clientId`, or else the system-assigned one.
 * Throws `ManagedIdentityError`.
 */
export type IdentityToken = (request: {
  readonly service: Resource;
  readonly clientId: string | undefined;
  readonly resource: string;
}) => string | Promise<string>;
