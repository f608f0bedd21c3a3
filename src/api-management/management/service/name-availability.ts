import { z } from "zod";
import type { ResourceRequest, ResourceResponse } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { readBody } from "../read-body.ts";
import type { DeletedServices } from "./deleted-services.ts";
import { isServiceName, isServiceNameTaken } from "./service-name.ts";

const bodySchema = z.object({ name: z.string() });

/** Tells whether a service can be created under a name (API Management REST: "CheckNameAvailability"). */
export function checkNameAvailability(
  request: ResourceRequest,
  { resources }: Pick<ManagementContext, "resources">,
  deleted: DeletedServices,
): ResourceResponse {
  const { name } = readBody(bodySchema, request.body);
  if (!isServiceName(name)) {
    return unavailable(
      "Invalid",
      `'${name}' is not a service name: it takes 1 to 50 letters, digits and hyphens, a letter first, no hyphen last.`,
    );
  }
  if (isServiceNameTaken(resources, name) || deleted.holds(name)) {
    return unavailable("AlreadyExists", `${name} is already in use. Please select a different name.`);
  }
  return { status: 200, body: { nameAvailable: true, reason: "Valid", message: "" } };
}

function unavailable(reason: string, message: string): ResourceResponse {
  return { status: 200, body: { nameAvailable: false, reason, message } };
}
