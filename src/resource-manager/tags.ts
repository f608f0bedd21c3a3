import { z } from "zod";
import { resourceKey, type Store } from "../platform/index.ts";
import { badRequest, notFound } from "./arm-error.ts";
import { OWN_API_VERSIONS } from "./check-api-version.ts";
import { parseBody } from "./parse-body.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";

/** Tags by name. */
export type Tags = Readonly<Record<string, string>>;

const TAGS = "Microsoft.Resources/tags";
/** "Use tags to organize your Azure resources": the limits of a subscription, a group and a resource. */
const MOST_TAGS = 50;
const tagsSchema = z.record(z.string().min(1).max(512), z.string().max(256));
const putSchema = z.object({ properties: z.object({ tags: tagsSchema }) });
const patchSchema = z.object({
  operation: z.enum(["Merge", "Replace", "Delete"]),
  properties: z.object({ tags: tagsSchema.default({}) }).default({ tags: {} }),
});

/** The tags of subscriptions, which are no resources of the store. */
export interface SubscriptionTags {
  get(subscriptionId: string): Tags;
  put(subscriptionId: string, tags: Tags): void;
}

export function openSubscriptionTags(store: Store): SubscriptionTags {
  const table = store.documents<Tags>("subscription_tags");
  return {
    get: (subscriptionId) => table.get(subscriptionId.toLowerCase()) ?? {},
    put: (subscriptionId, tags) => table.put(subscriptionId.toLowerCase(), tags),
  };
}

/**
 * `{scope}/providers/Microsoft.Resources/tags/default`: the tags of a subscription, a group or a resource as one entity (Resource
 * Manager REST: "Tags - Create Or Update At Scope", "Update At Scope", "Get At Scope", "Delete At Scope").
 */
export function tagsType(resources: ResourceStore, subscriptionTags: SubscriptionTags): ResourceType {
  function read(request: ResourceRequest): Tags {
    const { subscriptionId = "" } = request.target;
    if (request.name.toLowerCase() !== "default") {
      throw notFound(
        `There are no tags '${request.name}': the only entity of ${TAGS} is 'default'.`,
        "ResourceNotFound",
      );
    }
    const scope = scopeOf(request);
    if (isSubscription(scope)) return subscriptionTags.get(subscriptionId);
    const resource = resources.get(scope);
    if (resource === undefined || resource.type.split("/").length !== 2) {
      throw badRequest(
        `'${scope}' has no tags: only subscriptions, groups and top-level resources have.`,
        "ResourceNotTaggable",
      );
    }
    return resource.tags ?? {};
  }

  function write(request: ResourceRequest, tags: Tags): void {
    const count = Object.keys(tags).length;
    if (count > MOST_TAGS) {
      throw badRequest(`${count} tags are too many: a scope has ${MOST_TAGS} at most.`, "InvalidTagsCount");
    }
    const scope = scopeOf(request);
    const resource = resources.get(scope);
    if (isSubscription(scope)) subscriptionTags.put(request.target.subscriptionId ?? "", tags);
    else if (resource !== undefined) resources.put({ ...resource, tags });
  }

  return {
    type: TAGS,
    apiVersions: ["2019-10-01", OWN_API_VERSIONS[1]],
    scope: "extension",
    get: (request) => render(request, read(request)),
    put(request) {
      read(request);
      const { tags } = parseBody(putSchema, request.body).properties;
      write(request, tags);
      return render(request, tags);
    },
    patch(request) {
      const before = read(request);
      const { operation, properties } = parseBody(patchSchema, request.body);
      const tags = change(before, operation, properties.tags);
      write(request, tags);
      return render(request, tags);
    },
    delete(request) {
      read(request);
      write(request, {});
      return { status: 200 };
    },
  };
}

/** Names of tags are compared ignoring case, and keep the case in which they first came. */
function change(before: Tags, operation: "Merge" | "Replace" | "Delete", given: Tags): Tags {
  if (operation === "Replace") return given;
  const after = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(given)) {
    const known = [...after.keys()].find((tag) => tag.toLowerCase() === name.toLowerCase());
    if (operation === "Merge") after.set(known ?? name, value);
    else if (known !== undefined && after.get(known) === value) after.delete(known);
  }
  return Object.fromEntries(after);
}

function scopeOf({ target }: ResourceRequest): string {
  return target.id.slice(0, target.id.toLowerCase().lastIndexOf("/providers/"));
}

function isSubscription(scope: string): boolean {
  return resourceKey(scope).split("/").length === 3;
}

function render(request: ResourceRequest, tags: Tags): ResourceResponse {
  const id = `${scopeOf(request)}/providers/${TAGS}/default`;
  return { status: 200, body: { id, name: "default", type: TAGS, properties: { tags } } };
}
