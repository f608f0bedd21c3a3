import type { z } from "zod";
import type { ResourceId } from "../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceResponse, ResourceType } from "../../resource-manager/index.ts";
import { collectionPage } from "./collection-page.ts";
import type { ManagementContext } from "./context.ts";
import { checkIfMatch, etagHeader } from "./etags.ts";
import { childNotFound } from "./management-error.ts";
import { canonicalId, idAsAsked, lastName, requireParent } from "./resource-tree.ts";

/** The api-versions that this cloud answers for API Management. */
export const apiVersions = ["2021-08-01", "2024-05-01"] as const;

/** A stored resource's properties; each has an entity tag. */
interface Stamped {
  readonly etag: string;
}

/** What is being written. */
export interface Draft<Properties> {
  readonly request: ResourceRequest;
  readonly verb: "put" | "patch";
  /** Canonical, in the spelling that is or will be stored. */
  readonly id: ResourceId;
  readonly parent: Resource;
  /** The request's body; of a PATCH, what GET shows with the body's properties put over it. */
  readonly body: unknown;
  readonly existing: Properties | undefined;
}

/** How one type of thing inside a service differs from the others. */
export interface ChildDefinition<Properties extends Stamped> {
  readonly type: string;
  /** What errors call it: `API`. */
  readonly noun: string;
  readonly schema: z.ZodType<Properties>;
  /** The properties to store. Throws `ManagementError`. */
  make(draft: Draft<Properties>): Omit<Properties, "etag">;
  /** The `properties` that callers see; never secrets. */
  render(properties: Properties, request: ResourceRequest): unknown;
  /** What is there before it is put, by name in lower case: never missing, always listed, and PUT answers 200. */
  readonly initial?: Readonly<Record<string, Properties>>;
  /** Called before a delete, to check it and to delete what depends on the resource. */
  deleting?(resource: Resource, request: ResourceRequest): void;
}

type Verb = (request: ResourceRequest) => ResourceResponse;
type Verbs = Required<Pick<ResourceType, "type" | "apiVersions">> &
  Readonly<Record<"get" | "head" | "put" | "patch" | "delete" | "list", Verb>>;

/** The verbs that all things inside a service share, with entity tags. Take those that Azure has for the type. */
export function childType<Properties extends Stamped>(
  context: ManagementContext,
  definition: ChildDefinition<Properties>,
): Verbs {
  const { resources, etags, transaction } = context;
  const { type, noun, schema } = definition;
  const collection = lastName(type);

  function read(resource: Resource): Properties {
    return schema.parse(resource.properties);
  }

  function find(request: ResourceRequest): { readonly id: ResourceId; readonly properties: Properties } {
    const parent = requireParent(request.target, resources);
    const stored = resources.get(canonicalId(request.target.id, resources));
    if (stored !== undefined) return { id: stored.id, properties: read(stored) };
    const properties = initial(request);
    if (properties === undefined) throw childNotFound(noun);
    return { id: childId(parent, request), properties };
  }

  function initial(request: ResourceRequest): Properties | undefined {
    const name = request.name.toLowerCase();
    return Object.entries(definition.initial ?? {}).find(([known]) => known === name)?.[1];
  }

  function childId(parent: Resource, request: ResourceRequest): ResourceId {
    return `${parent.id}/${collection}/${lastName(canonicalId(request.target.id, resources))}` as ResourceId;
  }

  function view(id: string, properties: Properties, request: ResourceRequest): Readonly<Record<string, unknown>> {
    const shownId = idAsAsked(id, request.target.id);
    return { id: shownId, type, name: lastName(shownId), properties: definition.render(properties, request) };
  }

  function answer(status: number, id: string, properties: Properties, request: ResourceRequest): ResourceResponse {
    return { status, headers: etagHeader(properties.etag), body: view(id, properties, request) };
  }

  function write(request: ResourceRequest, verb: "put" | "patch", body: unknown): ResourceResponse {
    const parent = requireParent(request.target, resources);
    const stored = resources.get(canonicalId(request.target.id, resources));
    const id = stored?.id ?? childId(parent, request);
    const existing = stored === undefined ? undefined : read(stored);
    const before = existing ?? initial(request);
    checkIfMatch(request.headers, before?.etag);
    const properties = transaction(() => {
      const made = definition.make({ request, verb, id, parent, body, existing });
      const properties = schema.parse({ ...made, etag: etags.next() });
      resources.put({ id, name: lastName(id), type, properties });
      return properties;
    });
    return answer(before === undefined ? 201 : 200, id, properties, request);
  }

  return {
    type,
    apiVersions,
    get(request) {
      const { id, properties } = find(request);
      return answer(200, id, properties, request);
    },
    head(request) {
      return { status: 200, headers: etagHeader(find(request).properties.etag) };
    },
    put: (request) => write(request, "put", request.body),
    patch(request) {
      const { id, properties } = find(request);
      const shown = view(id, properties, request).properties;
      const changes = asRecord(asRecord(request.body).properties);
      return write(request, "patch", { properties: { ...asRecord(shown), ...changes } });
    },
    delete(request) {
      requireParent(request.target, resources);
      const stored = resources.get(canonicalId(request.target.id, resources));
      if (stored === undefined) return { status: 204 };
      checkIfMatch(request.headers, read(stored).etag);
      transaction(() => {
        definition.deleting?.(stored, request);
        resources.delete(stored.id);
      });
      return { status: 200 };
    },
    list(request) {
      const parent = requireParent(request.target, resources);
      const stored = resources.list(type, parent.id);
      const names = new Set(stored.map((item) => item.name.toLowerCase()));
      const untouched = Object.entries(definition.initial ?? {}).filter(([name]) => !names.has(name));
      return collectionPage(request, [
        ...untouched.map(([name, properties]) => view(`${parent.id}/${collection}/${name}`, properties, request)),
        ...stored.map((item) => view(item.id, read(item), request)),
      ]);
    },
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
