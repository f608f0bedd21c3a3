import type { ResourceType } from "../../resource-manager/index.ts";
import { apiVersions } from "./child-type.ts";
import { collectionPage } from "./collection-page.ts";
import type { ManagementContext } from "./context.ts";
import { childNotFound, notSupported } from "./management-error.ts";
import { requireParent } from "./resource-tree.ts";

/** What a service may hold in Azure and can't here: type below `service`, what errors call one, what to do instead. */
const unsupported = [
  ["caches", "Cache", "Leave it out."],
  ["apis/issues", "Issue", "There is no developer portal to raise issues in."],
  ["apis/tagDescriptions", "Tag description", "There is no developer portal to show them."],
  ["portalRevisions", "Portal revision", "There is no developer portal to publish."],
  ["privateEndpointConnections", "Private endpoint connection", "Everything is on this machine."],
] as const;

/**
 * Types that clients look at but that can't be created: none is ever there, as lists and 404s truly say, and a PUT is
 * refused by name.
 */
export function unsupportedTypes({ resources }: ManagementContext): readonly ResourceType[] {
  return unsupported.map(([path, noun, advice]) => ({
    type: `Microsoft.ApiManagement/service/${path}`,
    apiVersions,
    get(request) {
      requireParent(request.target, resources);
      throw childNotFound(noun);
    },
    head(request) {
      requireParent(request.target, resources);
      throw childNotFound(noun);
    },
    put(request) {
      requireParent(request.target, resources);
      throw notSupported(`${path} of API Management`, advice);
    },
    list(request) {
      requireParent(request.target, resources);
      return collectionPage(request, []);
    },
  }));
}
