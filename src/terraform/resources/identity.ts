import type { AzureResponse } from "../engine/azure-clients.ts";
import type { BlockSchema, Config } from "../engine/resource-type.ts";
import { answer } from "./answer.ts";
import { blockOf, listOf, set, text } from "./schema.ts";

/** The block `identity` of resources that can have managed identities. */
export const identityBlock: BlockSchema = {
  attributes: { type: text({ required: true }), identity_ids: set() },
  single: true,
};

/** The `identity` of a request; without the block, none. */
export function identityBody(config: Config): { readonly identity: unknown } {
  const identity = blockOf(config, "identity");
  if (identity === undefined) return { identity: { type: "None" } };
  const ids = listOf(identity, "identity_ids").map((id) => [String(id), {}] as const);
  return {
    identity: { type: identity.type, ...(ids.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(ids) }) },
  };
}

/** The block again, with what Azure made of it. */
export function identityAttributes(config: Config, response: AzureResponse): Config {
  const identity = blockOf(config, "identity");
  if (identity === undefined) return {};
  return {
    identity: [
      {
        ...identity,
        principal_id: answer(response, "identity", "principalId"),
        tenant_id: answer(response, "identity", "tenantId"),
      },
    ],
  };
}
