import { z } from "zod";
import type { ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { apiVersions } from "../child-type.ts";
import { collectionPage } from "../collection-page.ts";
import type { ManagementContext } from "../context.ts";
import { childNotFound, ManagementError, notSupported } from "../management-error.ts";
import { readBody } from "../read-body.ts";
import { requireParent, serviceIdOf } from "../resource-tree.ts";
import { listDebugCredentials } from "./debug-credentials.ts";

const traceBodySchema = z.object({ traceId: z.string().min(1) });

/**
 * Gateways of a service. The managed one can only be asked for debug credentials and traces (API Management REST: "Gateway");
 * there are no self-hosted ones.
 */
export function gatewayType(context: ManagementContext): ResourceType {
  function requireManaged(request: ResourceRequest): void {
    requireParent(request.target, context.resources);
    if (request.name.toLowerCase() !== "managed") throw childNotFound("Gateway");
  }

  return {
    type: "Microsoft.ApiManagement/service/gateways",
    apiVersions,
    get(request) {
      requireParent(request.target, context.resources);
      throw childNotFound("Gateway");
    },
    put(request) {
      requireParent(request.target, context.resources);
      throw notSupported("self-hosted gateways", "The managed gateway already runs on this machine.");
    },
    list(request) {
      requireParent(request.target, context.resources);
      return collectionPage(request, []);
    },
    actions: {
      listdebugcredentials(request) {
        requireManaged(request);
        return listDebugCredentials(request, context);
      },
      listtrace(request) {
        requireManaged(request);
        const { traceId } = readBody(traceBodySchema, request.body);
        const trace = context.tracing.find(serviceIdOf(request.target.id), traceId);
        if (trace === undefined) {
          throw new ManagementError(
            404,
            "ResourceNotFound",
            `Trace not found: '${traceId}' isn't among the traces that are kept.`,
          );
        }
        return { status: 200, body: trace };
      },
    },
  };
}
