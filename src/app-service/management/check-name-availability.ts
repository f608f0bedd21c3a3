import { z } from "zod";
import { badRequest, parseBody, type ResourceRequest, type ResourceResponse } from "../../resource-manager/index.ts";
import { SITE_TYPE, type Sites } from "../sites/sites.ts";

const bodySchema = z.object({ name: z.string().min(1), type: z.string().min(1) });

/** `POST …/providers/Microsoft.Web/checknameavailability` (App Service REST: "Check Name Availability"). */
export function checkNameAvailability(sites: Sites, request: ResourceRequest): ResourceResponse {
  const { name, type } = parseBody(bodySchema, request.body);
  if (![SITE_TYPE.toLowerCase(), "site"].includes(type.toLowerCase())) {
    throw badRequest(`The name of a '${type}' can't be checked here: expected 'Microsoft.Web/sites' or 'Site'.`);
  }
  const isTaken = sites.byName(name) !== undefined;
  return {
    status: 200,
    body: isTaken
      ? {
          nameAvailable: false,
          reason: "AlreadyExists",
          message: `Hostname '${name}' already exists. Please select a different name.`,
        }
      : { nameAvailable: true, reason: "", message: "" },
  };
}
