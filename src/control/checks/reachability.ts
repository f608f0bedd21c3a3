import { decodeJwt } from "jose";
import { type Directory, EntraError, type TokenService } from "../../entra/index.ts";
import type { ManagedIdentities } from "../../managed-identity/index.ts";
import type { Reachability, ReachabilityFact } from "../contract/checks.ts";
import type { RunnableCheck } from "./all-checks.ts";
import { principalOf } from "./app-role-holders.ts";

export interface ReachabilityOptions {
  readonly directory: Directory;
  readonly tokens: Pick<TokenService, "issueAppToken" | "issueUserToken">;
  readonly identities: Pick<ManagedIdentities, "cache">;
}

/** What a person at a terminal has signed in to: the Azure CLI. */
const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const FLUSH = { text: "Forget the tokens that identities have got", command: "gatehouse identity flush" };

/**
 * Whether a caller gets past a check, by trying it: a token is issued as it would be, and the check itself is run on it. Undefined if there
 * is no such caller.
 */
export async function reachability(
  callerId: string,
  { check, audiences, run }: RunnableCheck,
  options: ReachabilityOptions,
): Promise<Reachability | undefined> {
  const { directory, identities } = options;
  const caller = principalOf(directory, callerId);
  if (caller === undefined || caller.kind === "group") return undefined;
  const facts: ReachabilityFact[] = [
    { state: "holds", text: `${caller.displayName} is a ${caller.kind} of this tenant.` },
  ];
  const answer = (allowed: boolean, summary: string): Reachability => ({ allowed, summary, facts });

  const audience = audiences.find((name) => resourceOf(directory, name) !== undefined) ?? audiences[0];
  if (audience === undefined) {
    facts.push({
      state: "unknown",
      text: `${check.where} takes tokens for any audience, so it can't be told which to ask for.`,
    });
    return answer(false, `It depends on which token ${caller.displayName} sends.`);
  }
  const resource = resourceOf(directory, audience);
  facts.push(
    resource === undefined
      ? { state: "fails", text: `No application of this tenant goes by ${audience}, the audience that is asked for.` }
      : { state: "holds", text: `${audience}, the audience that is asked for, is ${resource.displayName}.` },
  );

  let token: string;
  try {
    ({ accessToken: token } = await (caller.kind === "user"
      ? options.tokens.issueUserToken({ user: caller.id, resource: audience, client: AZURE_CLI })
      : options.tokens.issueAppToken({
          client: callerId as Parameters<TokenService["issueAppToken"]>[0]["client"],
          resource: audience,
          credential: caller.kind === "managed identity" ? "managedIdentity" : "secret",
        })));
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    facts.push({ state: "fails", text: error.message, ...mendOf(directory, callerId, audience) });
    return answer(
      false,
      `No: Entra ID issues ${caller.displayName} no token for ${resource?.displayName ?? audience}.`,
    );
  }
  const { roles = [] } = decodeJwt<{ roles?: readonly string[] }>(token);
  const named =
    roles.length === 0 ? "no app roles" : `the app ${roles.length === 1 ? "role" : "roles"} ${roles.join(", ")}`;
  facts.push({ state: "holds", text: `Entra ID issues it a token for ${audience}, with ${named}.` });

  const { passes, reason } = await run(token);
  facts.push(
    passes
      ? { state: "holds", text: `${check.where} accepts that token.` }
      : {
          state: "fails",
          text: `${check.where} refuses that token: ${reason}`,
          ...mendOf(directory, callerId, audience),
        },
  );
  const stale = identities.cache
    .entries()
    .find((entry) => entry.principalId === callerId && entry.resource === audience && !sameRoles(entry.roles, roles));
  if (stale !== undefined) {
    const kept = stale.refusal === undefined ? `a token with ${stale.roles.join(", ") || "no app roles"}` : "a refusal";
    facts.push({
      state: "fails",
      text: `Its host still has ${kept} in the cache, until ${new Date(stale.expiresOn * 1000).toISOString()}.`,
      mend: FLUSH,
    });
  }
  if (!passes) return answer(false, `No: ${check.where} refuses ${caller.displayName}.`);
  if (stale !== undefined)
    return answer(false, `Not yet: ${caller.displayName} may, but has older tokens in the cache.`);
  return answer(true, `Yes: ${caller.displayName} gets past ${check.where}.`);
}

function resourceOf(directory: Directory, audience: string) {
  return (
    directory.servicePrincipals.findByAppId(audience) ??
    directory.servicePrincipals.list().find(({ servicePrincipalNames }) => servicePrincipalNames.includes(audience))
  );
}

/** The command that gives the caller the one app role that it lacks; none where several could be meant. */
function mendOf(directory: Directory, principalId: string, audience: string): Pick<ReachabilityFact, "mend"> {
  const resource = resourceOf(directory, audience);
  const held = new Set(
    directory.appRoleAssignments.ofPrincipal(principalId).map(({ appRoleId }) => appRoleId.toLowerCase()),
  );
  const [role, ...others] = resource?.appRoles.filter(({ id }) => !held.has(id.toLowerCase())) ?? [];
  if (resource === undefined || role === undefined || others.length > 0) return {};
  const body = JSON.stringify({ principalId, resourceId: resource.id, appRoleId: role.id });
  const uri = `https://graph.microsoft.com/v1.0/servicePrincipals/${resource.id}/appRoleAssignedTo`;
  return {
    mend: {
      text: `Assign ${role.value} of ${resource.displayName} to it`,
      command: `az rest --method POST --uri ${uri} --body '${body}'`,
    },
  };
}

function sameRoles(some: readonly string[], others: readonly string[]): boolean {
  return some.toSorted().join() === others.toSorted().join();
}
