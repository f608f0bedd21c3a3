import { useQuery } from "@tanstack/react-query";
import type { PolicyCatalogue, PolicyCheck, PolicyProblem } from "../../../../../control/contract/policies.ts";
import { ApiError } from "../../../azure/ask.ts";
import { gatehouse } from "../../../azure/gatehouse.ts";
import { type ArmResource, apiVersions, arm } from "../../../azure/resource-manager.ts";

/** A policy document as it is in the service. */
export interface PolicyDocument {
  readonly text: string;
  /** Undefined: the scope has no policy yet, and `text` is what one begins with. */
  readonly etag: string | undefined;
}

type PolicyResource = ArmResource<{ readonly format: string; readonly value: string }>;

/** What the designer of Azure's portal begins with. */
const FIRST_DOCUMENT = ["inbound", "backend", "outbound", "on-error"]
  .reduce((text, section) => `${text}  <${section}>\n    <base />\n  </${section}>\n`, "<policies>\n")
  .concat("</policies>\n");

/** Reads a document in the form in which it is edited. */
export async function readPolicy(policyId: string, signal?: AbortSignal): Promise<PolicyDocument> {
  try {
    const path = `${policyId}?format=rawxml`;
    const { headers, body } = await arm<PolicyResource>(path, apiVersions.apiManagement, signal ? { signal } : {});
    // One kind of line end: the editor would make them one, and call it a change.
    const text = body.properties.value.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
    return { text, etag: headers.get("etag") ?? undefined };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404 && error.code === "ResourceNotFound") {
      return { text: FIRST_DOCUMENT, etag: undefined };
    }
    throw error;
  }
}

/** Thrown when the document isn't the one any more that was read. */
export class PolicyChanged extends Error {}

/**
 * Saves a document over the one that was read; `over: "any"` over whatever is there. Answers the entity tag. Throws `PolicyChanged`,
 * and `ApiError` for what Azure refuses.
 */
export async function savePolicy(
  policyId: string,
  text: string,
  over: PolicyDocument | "any",
): Promise<string | undefined> {
  // A policy that isn't there has no tag to match, and a PUT would replace one that somebody made meanwhile.
  if (over !== "any" && over.etag === undefined && (await readPolicy(policyId)).etag !== undefined) {
    throw new PolicyChanged();
  }
  const tag = over === "any" ? "*" : over.etag;
  try {
    const { headers } = await arm<PolicyResource>(policyId, apiVersions.apiManagement, {
      method: "PUT",
      headers: tag === undefined ? {} : { "if-match": tag },
      body: { properties: { format: "rawxml", value: text } },
    });
    return headers.get("etag") ?? undefined;
  } catch (error) {
    if (error instanceof ApiError && error.status === 412) throw new PolicyChanged();
    throw error;
  }
}

/** All that a save of the document would be refused for. */
export async function checkPolicy(
  policyId: string,
  text: string,
  signal?: AbortSignal,
): Promise<readonly PolicyProblem[]> {
  const body = { policyId, document: text };
  const options = signal === undefined ? {} : { signal };
  return (await gatehouse<PolicyCheck>("/policies/check", { method: "POST", body, ...options })).problems;
}

/** The document as the editor begins with it. It isn't asked for anew by itself: somebody may be writing. */
export function usePolicy(policyId: string, isReady: boolean) {
  return useQuery({
    queryKey: ["apim", "policy", policyId.toLowerCase()],
    queryFn: ({ signal }) => readPolicy(policyId, signal),
    enabled: isReady,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

/** What can be written; it is the same as long as this Gatehouse runs. */
export function usePolicyCatalogue() {
  return useQuery({
    queryKey: ["gatehouse", "policies", "catalogue"],
    queryFn: ({ signal }) => gatehouse<PolicyCatalogue>("/policies/catalogue", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
