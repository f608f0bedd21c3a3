import type { Resource, ResourceType } from "../../../resource-manager/index.ts";
import { apiVersions } from "../child-type.ts";
import { collectionPage } from "../collection-page.ts";
import type { ManagementContext } from "../context.ts";
import { apiNameOf, apiPropertiesSchema, apiVersionSetPropertiesSchema } from "../model.ts";
import { requireParent } from "../resource-tree.ts";
import { revisionsOf } from "./revision.ts";

/** The revisions of an API, to be read (API Management REST: "ApiRevision - List By Service"). All are online. */
export function apiRevisionsType({ resources }: ManagementContext): ResourceType {
  function render({ name, properties }: Resource): unknown {
    const api = apiPropertiesSchema.parse(properties);
    const set = api.apiVersionSetId === undefined ? undefined : resources.get(api.apiVersionSetId);
    const isSegment =
      set !== undefined && apiVersionSetPropertiesSchema.parse(set.properties).versioningScheme === "Segment";
    const path = ["", api.path, ...(isSegment ? [api.apiVersion] : [])].filter((part) => part !== undefined).join("/");
    return {
      apiId: `/apis/${apiNameOf(name)};rev=${api.apiRevision}`,
      apiRevision: api.apiRevision,
      ...(api.createdDateTime === undefined ? {} : { createdDateTime: api.createdDateTime }),
      ...(api.updatedDateTime === undefined ? {} : { updatedDateTime: api.updatedDateTime }),
      description: api.apiRevisionDescription ?? null,
      privateUrl: api.isCurrent ? path : `${path};rev=${api.apiRevision}`,
      isOnline: true,
      isCurrent: api.isCurrent,
    };
  }

  return {
    type: "Microsoft.ApiManagement/service/apis/revisions",
    apiVersions,
    list: (request) =>
      collectionPage(request, revisionsOf(requireParent(request.target, resources).id, resources).map(render)),
  };
}
