import { z } from "zod";
import { type ResourceId, sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceStore, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { deleteLinksTo } from "../link-type.ts";
import { ManagementError, notSupported, validationError } from "../management-error.ts";
import {
  GROUP_USERS,
  linkPropertiesSchema,
  SUBSCRIPTIONS,
  subscriptionPropertiesSchema,
  USERS,
  type UserProperties,
  userPropertiesSchema,
} from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";
import { ADMINISTRATOR } from "./administrator.ts";

const bodySchema = z.object({
  properties: z.object({
    email: z.email().max(254),
    firstName: z.string().min(1).max(100),
    lastName: z.string().min(1).max(100),
    state: userPropertiesSchema.shape.state.nullish(),
    note: z.string().nullish(),
    identities: userPropertiesSchema.shape.identities.nullish(),
    password: z.string().nullish(),
  }),
});

/**
 * Users (API Management REST: "User"). Passwords aren't kept: there is no developer portal to sign in to. A user with
 * subscriptions is deleted only together with them.
 */
export function userType(context: ManagementContext): ResourceType {
  const { resources, clock, etags } = context;

  function checkEmailIsFree(id: string, serviceId: string, email: string): void {
    const isTaken = resources
      .list(USERS, serviceId)
      .some(
        (other) =>
          !sameResourceId(other.id, id) &&
          userPropertiesSchema.parse(other.properties).email.toLowerCase() === email.toLowerCase(),
      );
    if (isTaken)
      throw validationError({ target: "email", message: `A user with the email '${email}' already exists.` });
  }

  const verbs = childType<UserProperties>(context, {
    type: USERS,
    noun: "User",
    schema: userPropertiesSchema,
    deleting(user, request) {
      deleteSubscriptions(user, request.query.get("deleteSubscriptions") === "true", resources);
      deleteLinksTo(user, GROUP_USERS, resources);
    },
    make({ id, parent, body, existing }) {
      checkEntityName("userId", lastName(id), 80);
      const { properties } = readBody(bodySchema, body);
      checkEmailIsFree(id, parent.id, properties.email);
      return {
        email: properties.email,
        firstName: properties.firstName,
        lastName: properties.lastName,
        state: properties.state ?? existing?.state ?? "active",
        note: properties.note ?? undefined,
        registrationDate: existing?.registrationDate ?? new Date(clock.now()).toISOString(),
        identities: properties.identities ?? existing?.identities ?? [{ provider: "Basic", id: properties.email }],
      };
    },
    render: renderUser,
  });

  /** Whoever has an account is a developer ("How to create and use groups in Azure API Management"). */
  function joinGroup(group: string, { target }: ResourceRequest): void {
    const user = resources.get(target.id);
    if (user === undefined) return;
    resources.put({
      id: `${serviceIdOf(user.id)}/groups/${group}/users/${user.name}` as ResourceId,
      name: user.name,
      type: GROUP_USERS,
      properties: linkPropertiesSchema.parse({ etag: etags.next(), targetId: user.id }),
    });
  }

  const refuse = (action: string) => (): never => {
    throw notSupported(`action '${action}' on users`, "There is no developer portal to sign in to.");
  };
  return {
    ...verbs,
    async put(request) {
      const answer = await verbs.put(request);
      if (answer.status === 201) joinGroup("developers", request);
      return answer;
    },
    delete(request) {
      if (request.name === ADMINISTRATOR) {
        throw new ManagementError(400, "ValidationError", "The user who made the service can't be deleted.");
      }
      return verbs.delete(request);
    },
    actions: { generatessourl: refuse("generateSsoUrl"), token: refuse("token") },
  };
}

/** A service's user of this name. */
export function findUser(
  serviceId: string,
  name: string,
  resources: ResourceStore,
): { readonly id: string; readonly properties: UserProperties } | undefined {
  const stored = resources.get(`${serviceId}/users/${name}`);
  return stored && { id: stored.id, properties: userPropertiesSchema.parse(stored.properties) };
}

/** A user as callers see it, under `properties`. */
export function renderUser({ email, firstName, lastName, state, note, ...rest }: UserProperties): unknown {
  const { registrationDate, identities } = rest;
  return { firstName, lastName, email, state, registrationDate, note: note ?? null, groups: [], identities };
}

function deleteSubscriptions(user: Resource, isAsked: boolean, resources: ResourceStore): void {
  const owned = resources.list(SUBSCRIPTIONS, serviceIdOf(user.id)).filter(({ properties }) => {
    const { ownerId } = subscriptionPropertiesSchema.parse(properties);
    return ownerId !== undefined && sameResourceId(ownerId, user.id);
  });
  if (owned.length > 0 && !isAsked) {
    throw validationError({
      target: "userId",
      message: `User '${user.name}' has ${owned.length} subscription(s). Delete them first, or send deleteSubscriptions=true.`,
    });
  }
  for (const { id } of owned) resources.delete(id);
}
