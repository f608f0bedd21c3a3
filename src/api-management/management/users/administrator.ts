import type { Resource } from "../../../resource-manager/index.ts";
import { servicePropertiesSchema, type UserProperties } from "../model.ts";

/** The name of the user who made the service. */
export const ADMINISTRATOR = "1";

/** The user who made the service: what is known of one is the publisher's address. */
export function administratorOf(service: Resource): Omit<UserProperties, "etag"> {
  const { publisherEmail, createdAtUtc } = servicePropertiesSchema.parse(service.properties);
  return {
    email: publisherEmail,
    firstName: "Administrator",
    lastName: "Administrator",
    state: "active",
    registrationDate: createdAtUtc,
    identities: [{ provider: "Azure", id: publisherEmail }],
  };
}
