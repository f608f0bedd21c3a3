import { z } from "zod";
import type { ResourceRequest, ResourceResponse } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { validationError } from "../management-error.ts";
import { APIS } from "../model.ts";
import { readBody } from "../read-body.ts";
import { canonicalId, serviceIdOf } from "../resource-tree.ts";

const bodySchema = z.object({
  apiId: z.string(),
  purposes: z.array(z.enum(["tracing"])).min(1),
  credentialsExpireAfter: z.string().nullish(),
});

const HOUR_MS = 60 * 60 * 1000;

/**
 * A token that lets a caller have the requests of one API traced, for an hour at most (API Management REST: "Gateway - List
 * Debug Credentials"). The API is named by its full resource id.
 */
export function listDebugCredentials(request: ResourceRequest, context: ManagementContext): ResourceResponse {
  const body = readBody(bodySchema, request.body);
  const serviceId = serviceIdOf(request.target.id);
  const api = context.resources.get(canonicalId(body.apiId, context.resources));
  if (api?.type !== APIS || serviceIdOf(api.id).toLowerCase() !== serviceId.toLowerCase()) {
    throw validationError({
      target: "apiId",
      message: `'${body.apiId}' is not the resource id of an API of this service.`,
    });
  }
  const expiresAfterMs = readDuration(body.credentialsExpireAfter ?? "PT1H");
  if (expiresAfterMs === undefined || expiresAfterMs <= 0 || expiresAfterMs > HOUR_MS) {
    throw validationError({
      target: "credentialsExpireAfter",
      message: `'${body.credentialsExpireAfter}' is not an ISO 8601 duration of at most one hour (PT1H).`,
    });
  }
  const token = context.tracing.issueCredentials({
    serviceId: serviceIdOf(api.id),
    apiId: api.id,
    gatewayId: request.name.toLowerCase(),
    expiresAfterMs,
    purposes: body.purposes,
  });
  return { status: 200, body: { token } };
}

/** Milliseconds of an ISO 8601 duration of hours, minutes and seconds; undefined if it is something else. */
function readDuration(text: string): number | undefined {
  const match = /^PT(?=\d)(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,3})?)S)?$/.exec(text);
  if (match === null) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * HOUR_MS + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}
