import type { ResourceRequest, ResourceResponse } from "../../../../resource-manager/index.ts";
import type { ManagementContext } from "../../context.ts";
import { childNotFound, notSupported } from "../../management-error.ts";
import { canonicalId, requireParent } from "../../resource-tree.ts";
import { exportApi } from "./export-api.ts";

type Get = (request: ResourceRequest) => ResourceResponse;

/**
 * A GET of APIs that also exports one (API Management REST: "ApiExport"): with `format=openapi+json` the answer holds the
 * definition itself. Formats that answer with a link to a storage account are refused by name.
 */
export function withExport(get: Get, { resources }: Pick<ManagementContext, "resources">): Get {
  return (request) => {
    // A plus sign that isn't escaped is a space in a query.
    const format = request.query.get("format")?.replace(" ", "+");
    if (format === undefined) return get(request);
    requireParent(request.target, resources);
    const api = resources.get(canonicalId(request.target.id, resources));
    if (api === undefined) throw childNotFound("API");
    if (format !== "openapi+json" || request.query.get("export")?.toLowerCase() !== "true") {
      throw notSupported(`export of APIs (format '${format}')`, "Ask with format=openapi%2Bjson&export=true.");
    }
    return { status: 200, body: { id: api.id, format, value: exportApi(api, resources) } };
  };
}
