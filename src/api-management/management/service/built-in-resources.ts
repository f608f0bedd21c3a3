import type { ResourceId } from "../../../platform/index.ts";
import type { Resource } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { SUBSCRIPTIONS, subscriptionPropertiesSchema } from "../model.ts";
import { newSubscriptionKey } from "../subscriptions/subscription-key.ts";
import { putBuiltInPeople } from "./built-in-people.ts";
import { TENANT, tenantAccessNames, tenantAccessPropertiesSchema } from "./tenant-access.ts";

/**
 * Makes what every service has from the start: the all-access subscription `master` ("Subscriptions in Azure API
 * Management"), the credentials of the direct management API, the system groups and the administrator, user 1.
 */
export function putBuiltInResources(service: Resource, context: ManagementContext): void {
  const { resources, etags, clock } = context;
  const keys = () => ({ primaryKey: newSubscriptionKey(), secondaryKey: newSubscriptionKey(), etag: etags.next() });
  resources.put({
    id: `${service.id}/subscriptions/master` as ResourceId,
    name: "master",
    type: SUBSCRIPTIONS,
    properties: subscriptionPropertiesSchema.parse({
      ...keys(),
      displayName: "Built-in all-access subscription",
      scope: `${service.id}/`,
      state: "active",
      allowTracing: true,
      createdDate: new Date(clock.now()).toISOString(),
    }),
  });
  putBuiltInPeople(service, context);
  for (const name of tenantAccessNames) {
    resources.put({
      id: `${service.id}/tenant/${name}` as ResourceId,
      name,
      type: TENANT,
      properties: tenantAccessPropertiesSchema.parse({ ...keys(), enabled: false }),
    });
  }
}
