import { z } from "zod";
import type { Resource, ResourceRequest, ResourceType } from "../../resource-manager/index.ts";
import { childType, type Draft } from "./child-type.ts";
import type { ManagementContext } from "./context.ts";
import { checkEntityName } from "./entity-name.ts";
import { etagHeader } from "./etags.ts";
import { childNotFound } from "./management-error.ts";
import { type KeptProperties, keptPropertiesSchema } from "./model.ts";
import { readBody } from "./read-body.ts";
import { lastName, requireParent } from "./resource-tree.ts";

/** How one kept type differs from the others. */
export interface KeptDefinition<Body extends Readonly<Record<string, unknown>>> {
  readonly type: string;
  readonly noun: string;
  /** What Azure calls the name, and how long it may be. */
  readonly name: readonly [target: string, longest: number];
  readonly properties: z.ZodType<Body>;
  /** Properties that only the action `listSecrets` shows. */
  readonly secrets?: readonly (keyof Body & string)[];
  /** False: Azure has no PATCH for the type. */
  readonly canPatch?: false;
  /** What to keep of a body: checks what a schema can't say. Throws `ManagementError`. */
  prepare?(body: Body, draft: Draft<KeptProperties>): Readonly<Record<string, unknown>>;
  deleting?(resource: Resource): void;
}

/**
 * A type that is checked, kept and shown, and that nothing of this cloud acts on: it tells a developer portal, a monitor or a
 * tool something. Properties that are null or left out are not there.
 */
export function keptType<Body extends Readonly<Record<string, unknown>>>(
  context: ManagementContext,
  definition: KeptDefinition<Body>,
): ResourceType {
  const { resources } = context;
  const { type, noun, secrets = [], prepare, deleting } = definition;
  const isSecret = (name: string): boolean => secrets.some((secret) => secret === name);
  const bodySchema = z.object({ properties: definition.properties });

  const verbs = childType<KeptProperties>(context, {
    type,
    noun,
    schema: keptPropertiesSchema,
    ...(deleting && { deleting }),
    make(draft) {
      checkEntityName(definition.name[0], lastName(draft.id), definition.name[1]);
      const { properties } = readBody(bodySchema, draft.body);
      const prepared: Readonly<Record<string, unknown>> =
        prepare === undefined ? properties : prepare(properties, draft);
      // A PATCH starts from what GET shows, which lacks the secrets.
      const before = Object.entries(draft.verb === "patch" ? (draft.existing?.kept ?? {}) : {});
      const given = Object.entries(prepared).filter(([, value]) => value !== undefined && value !== null);
      return { kept: Object.fromEntries([...before.filter(([name]) => isSecret(name)), ...given]) };
    },
    render: ({ kept }) => Object.fromEntries(Object.entries(kept).filter(([name]) => !isSecret(name))),
  });

  function listSecrets(request: ResourceRequest) {
    requireParent(request.target, resources);
    const stored = resources.get(request.target.id);
    if (stored === undefined) throw childNotFound(noun);
    const { etag, kept } = keptPropertiesSchema.parse(stored.properties);
    const body = Object.fromEntries(secrets.map((name) => [name, kept[name] ?? null]));
    return { status: 200, headers: etagHeader(etag), body };
  }

  const { patch, ...others } = verbs;
  return {
    ...others,
    ...(definition.canPatch !== false && { patch }),
    ...(secrets.length > 0 && { actions: { listsecrets: listSecrets } }),
  };
}
