import type { Resource, ResourceStore } from "../../../resource-manager/index.ts";
import { ManagementError, validationError } from "../management-error.ts";
import { APIS, type ApiProperties, apiNameOf, apiPropertiesSchema } from "../model.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";

/** Which revision of an API is being written. */
export type Revision = Pick<ApiProperties, "apiRevision" | "isCurrent">;

/** What all revisions have in common, and what errors call it ("Revisions in Azure API Management": only the current one sets it). */
const common = {
  displayName: "Name",
  path: "Path",
  protocols: "Protocols",
  subscriptionRequired: "SubscriptionRequired",
  apiVersion: "ApiVersion",
  apiVersionSetId: "ApiVersionSetId",
  apiVersionDescription: "ApiVersionDescription",
} as const satisfies Partial<Record<keyof ApiProperties, string>>;
export type Common = Pick<ApiProperties, keyof typeof common>;

/**
 * The revision that a write is for: the one that is there, or a new one, whose number stands in the id (`echo;rev=2`), in the body or
 * nowhere (1). The first of an API is its current one; only a release makes another current, whatever `isCurrent` says
 * (azure-sdk-for-net, issue 5050).
 */
export function readRevision(
  askedId: string,
  stated: string | null | undefined,
  existing: ApiProperties | undefined,
  current: ApiProperties | undefined,
): Revision {
  const inId = /;rev=([^/]*)$/i.exec(askedId)?.[1];
  const apiRevision = existing?.apiRevision ?? inId ?? (stated || "1");
  if (!/^[1-9]\d{0,4}$/.test(apiRevision)) {
    throw validationError({ target: "apiRevision", message: `'${apiRevision}' is not a whole number from 1.` });
  }
  if (stated && stated !== apiRevision) {
    throw validationError({
      target: "apiRevision",
      message: `The body is of revision ${stated}, the address of revision ${apiRevision}: add ;rev=${stated} to the API's id.`,
    });
  }
  return { apiRevision, isCurrent: existing?.isCurrent ?? current === undefined };
}

/** What a revision that isn't current has of the one that is. */
export function commonOf(current: Common): Common {
  const { displayName, path, protocols, subscriptionRequired, apiVersion, apiVersionSetId, apiVersionDescription } =
    current;
  return { displayName, path, protocols, subscriptionRequired, apiVersion, apiVersionSetId, apiVersionDescription };
}

/** Throws Azure's error when a revision that isn't current would have something else in common than the current one. */
export function checkCommon(made: Common, current: Common): void {
  for (const [property, name] of Object.entries(common)) {
    const pick = (api: Common) => JSON.stringify(Object.entries(api).find(([key]) => key === property)?.[1]);
    if (pick(made) !== pick(current)) {
      throw new ManagementError(400, "ValidationError", `Can't change property ${name} for non-current revision `);
    }
  }
}

/** All revisions of the API that `apiId` is one of, the newest first. */
export function revisionsOf(apiId: string, resources: ResourceStore): readonly Resource[] {
  const name = apiNameOf(lastName(apiId)).toLowerCase();
  const number = ({ properties }: Resource) => Number(apiPropertiesSchema.parse(properties).apiRevision);
  return resources
    .list(APIS, serviceIdOf(apiId))
    .filter((api) => apiNameOf(api.name).toLowerCase() === name)
    .sort((one, other) => number(other) - number(one));
}
