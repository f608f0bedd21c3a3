import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceResponse, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { etagHeader } from "../etags.ts";
import { childNotFound, validationError } from "../management-error.ts";
import { SUBSCRIPTIONS, type SubscriptionProperties, subscriptionPropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, requireParent, serviceIdOf } from "../resource-tree.ts";
import { findUser } from "../users/user.ts";
import { newSubscriptionKey } from "./subscription-key.ts";
import { readScope } from "./subscription-scope.ts";

const key = z.string().min(1).max(256).nullish();

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(100),
    scope: z.string(),
    ownerId: z.string().nullish(),
    primaryKey: key,
    secondaryKey: key,
    state: subscriptionPropertiesSchema.shape.state.nullish(),
    allowTracing: z.boolean().nullish(),
    expirationDate: z.string().nullish(),
    stateComment: z.string().nullish(),
  }),
});

/** Subscriptions and their keys (API Management REST: "Subscription"). Keys are shown by `listSecrets` only. */
export function subscriptionType(context: ManagementContext): ResourceType {
  const { resources, clock, etags } = context;

  function find(request: ResourceRequest): { readonly stored: Resource; readonly properties: SubscriptionProperties } {
    requireParent(request.target, resources);
    const stored = resources.get(request.target.id);
    if (stored === undefined) throw childNotFound("Subscription");
    return { stored, properties: subscriptionPropertiesSchema.parse(stored.properties) };
  }

  /** Named by its resource id, or by `/users/{name}`. */
  function readOwner(ownerId: string, serviceId: string): string {
    const isOurs =
      sameResourceId(ownerId, `${serviceId}/users/${lastName(ownerId)}`) || /^\/?users\/[^/]+$/i.test(ownerId);
    const user = isOurs ? findUser(serviceId, lastName(ownerId), resources) : undefined;
    if (user === undefined) throw validationError({ target: "ownerId", message: "User not found." });
    return user.id;
  }

  /** Two subscriptions with one key would make it a matter of chance whose product a call is counted to. */
  function checkKeysAreFree(id: string, keys: Readonly<Record<"primaryKey" | "secondaryKey", string>>): void {
    for (const other of resources.list(SUBSCRIPTIONS, serviceIdOf(id))) {
      if (sameResourceId(other.id, id)) continue;
      const taken = subscriptionPropertiesSchema.parse(other.properties);
      for (const [target, value] of Object.entries(keys)) {
        if (value !== taken.primaryKey && value !== taken.secondaryKey) continue;
        throw validationError({ target, message: `Subscription '${other.name}' already has this key.` });
      }
    }
  }

  function regenerate(name: "primaryKey" | "secondaryKey"): (request: ResourceRequest) => ResourceResponse {
    return (request) => {
      const { stored, properties } = find(request);
      const changed = { ...properties, [name]: newSubscriptionKey(), etag: etags.next() };
      resources.put({ ...stored, properties: subscriptionPropertiesSchema.parse(changed) });
      return { status: 204 };
    };
  }

  const verbs = childType<SubscriptionProperties>(context, {
    type: SUBSCRIPTIONS,
    noun: "Subscription",
    schema: subscriptionPropertiesSchema,
    make({ id, parent, body, existing, verb }) {
      checkEntityName("sid", lastName(id));
      const { properties } = readBody(bodySchema, body);
      const unchanged = verb === "patch" && existing?.scope === properties.scope;
      const keys = {
        primaryKey: properties.primaryKey ?? existing?.primaryKey ?? newSubscriptionKey(),
        secondaryKey: properties.secondaryKey ?? existing?.secondaryKey ?? newSubscriptionKey(),
      };
      checkKeysAreFree(id, keys);
      return {
        ...keys,
        displayName: properties.displayName,
        // A PATCH may leave the built-in subscription's scope as it is; a PUT may not write it (azapi users report both).
        scope: unchanged ? properties.scope : readScope(properties.scope, parent.id, resources),
        state: properties.state ?? existing?.state ?? "submitted",
        allowTracing: properties.allowTracing ?? existing?.allowTracing ?? false,
        createdDate: existing?.createdDate ?? new Date(clock.now()).toISOString(),
        ownerId: properties.ownerId ? readOwner(properties.ownerId, parent.id) : existing?.ownerId,
        expirationDate: properties.expirationDate ?? undefined,
        stateComment: properties.stateComment ?? undefined,
      };
    },
    render: renderSubscription,
  });

  return {
    ...verbs,
    actions: {
      listsecrets(request) {
        const { primaryKey, secondaryKey, etag } = find(request).properties;
        return { status: 200, headers: etagHeader(etag), body: { primaryKey, secondaryKey } };
      },
      regenerateprimarykey: regenerate("primaryKey"),
      regeneratesecondarykey: regenerate("secondaryKey"),
    },
  };
}

/** A subscription as callers see it, under `properties`: without its keys. */
export function renderSubscription(subscription: SubscriptionProperties): unknown {
  const { displayName, scope, state, allowTracing, ownerId, createdDate, expirationDate, stateComment } = subscription;
  return {
    ownerId: ownerId ?? null,
    scope,
    displayName,
    state,
    createdDate,
    startDate: null,
    expirationDate: expirationDate ?? null,
    endDate: null,
    notificationDate: null,
    stateComment: stateComment ?? null,
    allowTracing,
  };
}
