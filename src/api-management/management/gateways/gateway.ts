import { z } from "zod";
import type { ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { childNotFound, ManagementError } from "../management-error.ts";
import { readBody } from "../read-body.ts";
import { requireParent, serviceIdOf } from "../resource-tree.ts";
import { listDebugCredentials } from "./debug-credentials.ts";
import { selfHostedGatewayType } from "./self-hosted-gateway.ts";

const traceBodySchema = z.object({ traceId: z.string().min(1) });

/**
 * Gateways of a service (API Management REST: "Gateway"). The managed one can only be asked for debug credentials and traces, and
 * the self-hosted ones, which are only kept, can't.
 */
export function gatewayType(context: ManagementContext): ResourceType {
  function requireManaged(request: ResourceRequest): void {
    requireParent(request.target, context.resources);
    if (request.name.toLowerCase() !== "managed") throw childNotFound("Gateway");
  }

  const selfHosted = selfHostedGatewayType(context);
  return {
    ...selfHosted,
    actions: {
      ...selfHosted.actions,
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
