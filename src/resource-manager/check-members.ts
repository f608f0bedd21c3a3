import { badRequest } from "./arm-error.ts";
import type { ResourceType } from "./resource-type.ts";

/** What the body of a tracked resource may have at its top ("Azure Resource Manager: common types", TrackedResource and its kin). */
const RESOURCE_MEMBERS = [
  "id",
  "name",
  "type",
  "location",
  "tags",
  "kind",
  "managedBy",
  "sku",
  "plan",
  "identity",
  "zones",
  "extendedLocation",
  "scale",
  "etag",
  "systemData",
  "properties",
];
const GROUP_MEMBERS = ["id", "name", "type", "location", "tags", "managedBy", "properties"];

/**
 * Throws Resource Manager's 400 for a member that it doesn't know at the top of a resource's or a group's body (quoted in
 * azure-sdk-for-java issue 646 and azure-sdk-for-net issues 3487 and 26496). What is in `properties` is the resource provider's affair.
 */
export function checkMembers(type: ResourceType, body: unknown, text: string): void {
  const isGroup = type.scope === "ownPath";
  const isTracked = (type.scope ?? "resourceGroup") === "resourceGroup" && type.type.split("/").length === 2;
  if ((!isGroup && !isTracked) || typeof body !== "object" || body === null || Array.isArray(body)) return;
  const known = isGroup ? GROUP_MEMBERS : RESOURCE_MEMBERS;
  const stranger = Object.keys(body).find(
    (name) => !known.some((member) => member.toLowerCase() === name.toLowerCase()),
  );
  if (stranger === undefined) return;
  throw badRequest(
    `The request content was invalid and could not be deserialized: 'Could not find member '${stranger}' on object of type '${isGroup ? "ResourceGroupDefinition" : "ResourceDefinition"}'. Path '${stranger}', ${placeOf(stranger, text)}.'.`,
    "InvalidRequestContent",
  );
}

/** Where the member's name and colon end. */
function placeOf(name: string, text: string): string {
  const at = text.indexOf(JSON.stringify(name));
  const colon = at === -1 ? 0 : text.indexOf(":", at + JSON.stringify(name).length) + 1;
  const before = text.slice(0, colon).split("\n");
  return `line ${before.length}, position ${before.at(-1)?.length ?? 0}`;
}
