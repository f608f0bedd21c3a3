import { z } from "zod";
import { badRequest, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import { type AccessPolicy, accessPolicySchema, type PermissionKind, VAULT_API_VERSIONS, VAULTS } from "./vault.ts";
import { requestedVault, type VaultManagement } from "./vault-management.ts";

const bodySchema = z.object({ properties: z.object({ accessPolicies: z.array(accessPolicySchema) }) });

const KINDS: readonly PermissionKind[] = ["keys", "secrets", "certificates", "storage"];

/** Adds, replaces or removes single access policies (Key Vault REST: "Vaults - Update Access Policy"). */
export function accessPoliciesType({ resources }: VaultManagement): ResourceType {
  return {
    type: `${VAULTS}/accessPolicies`,
    apiVersions: VAULT_API_VERSIONS,
    put(request: ResourceRequest) {
      const change = changes[request.name.toLowerCase()];
      if (change === undefined) {
        throw badRequest(`'${request.name}' is not an operation on access policies: expected add, replace or remove.`);
      }
      const vault = requestedVault(resources, request, request.target.names[0]);
      const { properties } = parseArmBody(bodySchema, request.body);
      const accessPolicies = properties.accessPolicies.reduce<readonly AccessPolicy[]>(
        change,
        vault.properties.accessPolicies,
      );
      resources.put({ ...vault, properties: { ...vault.properties, accessPolicies } });
      const body = {
        id: `${vault.id}/accessPolicies/`,
        type: `${VAULTS}/accessPolicies`,
        properties: { accessPolicies },
      };
      return { status: 200, body };
    },
  };
}

type Change = (policies: readonly AccessPolicy[], policy: AccessPolicy) => readonly AccessPolicy[];

const changes: Readonly<Record<string, Change>> = {
  add: (policies, policy) =>
    withPermissions(policies, policy, (before, added) => [...before, ...added.filter(isNotIn(before))]),
  replace: (policies, policy) => withPermissions(policies, policy, (_before, given) => given),
  remove: (policies, policy) => withPermissions(policies, policy, (before, removed) => before.filter(isNotIn(removed))),
};

function isNotIn(permissions: readonly string[]): (permission: string) => boolean {
  const lower = permissions.map((permission) => permission.toLowerCase());
  return (permission) => !lower.includes(permission.toLowerCase());
}

/** Changes the entry of the same principal, or begins one; an entry that permits nothing goes. */
function withPermissions(
  policies: readonly AccessPolicy[],
  policy: AccessPolicy,
  combine: (before: readonly string[], given: readonly string[]) => readonly string[],
): readonly AccessPolicy[] {
  const isSame = (other: AccessPolicy) => principalKey(other) === principalKey(policy);
  const before = policies.find(isSame);
  const permissions = Object.fromEntries(
    KINDS.map((kind) => [kind, [...combine(before?.permissions[kind] ?? [], policy.permissions[kind] ?? [])]]),
  );
  const permitsNothing = Object.values(permissions).every((list) => list.length === 0);
  const others = policies.filter((other) => !isSame(other));
  return permitsNothing ? others : [...others, { ...policy, permissions }];
}

function principalKey({ tenantId, objectId, applicationId }: AccessPolicy): string {
  return [tenantId, objectId, applicationId ?? ""].join("/").toLowerCase();
}
