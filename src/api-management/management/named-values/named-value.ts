import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { etagHeader } from "../etags.ts";
import { childNotFound, notSupported, validationError } from "../management-error.ts";
import { NAMED_VALUES, type NamedValueProperties, namedValuePropertiesSchema } from "../model.ts";
import { findMention } from "../policies/find-mention.ts";
import { readBody } from "../read-body.ts";
import { lastName, requireParent, serviceIdOf } from "../resource-tree.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z
      .string()
      .min(1)
      .max(256)
      .regex(/^[A-Za-z0-9._-]+$/, "Named value may contain only letters, digits, period, dash, and underscore."),
    value: z.string().max(4096).nullish(),
    secret: z.boolean().nullish(),
    tags: z.array(z.string()).max(32).nullish(),
    keyVault: z.unknown().optional(),
  }),
});

/**
 * Named values (API Management REST: "NamedValue"). Policy documents that use one are compiled with its value; GET never
 * shows a secret one, `listValue` does.
 */
export function namedValueType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function checkNameIsFree(id: string, displayName: string): void {
    for (const other of resources.list(NAMED_VALUES, serviceIdOf(id))) {
      if (sameResourceId(other.id, id)) continue;
      if (namedValuePropertiesSchema.parse(other.properties).displayName !== displayName) continue;
      // Wording and target as an issue of Azure/apiops quotes them.
      throw validationError({ target: "name", message: "Property with the same name already exist." });
    }
  }

  function checkUnused(id: string, displayName: string, change: string): void {
    const reference = new RegExp(`\\{\\{${displayName.replaceAll(".", "\\.")}\\}\\}`);
    const user = findMention(serviceIdOf(id), reference, resources);
    if (user === undefined) return;
    throw validationError({
      target: "name",
      message: `Named value '${displayName}' is used by '${user}' and can't be ${change}. Take it out there first.`,
    });
  }

  const verbs = childType<NamedValueProperties>(context, {
    type: NAMED_VALUES,
    noun: "Named value",
    schema: namedValuePropertiesSchema,
    deleting: ({ id, properties }) =>
      checkUnused(id, namedValuePropertiesSchema.parse(properties).displayName, "deleted"),
    make({ id, body, existing, verb }) {
      checkEntityName("namedValueId", lastName(id));
      const { properties } = readBody(bodySchema, body);
      if (properties.keyVault !== undefined && properties.keyVault !== null) {
        throw notSupported("named values from Key Vault (keyVault)", "Send the value itself, with secret true.");
      }
      // A PATCH starts from what GET shows, which of a secret lacks the value.
      const value = properties.value ?? (verb === "patch" ? existing?.value : undefined) ?? "";
      if (value.trim() === "") throw validationError({ target: "value", message: "Value cannot be empty." });
      checkNameIsFree(id, properties.displayName);
      if (existing !== undefined && existing.displayName !== properties.displayName) {
        checkUnused(id, existing.displayName, "renamed");
      }
      return {
        displayName: properties.displayName,
        value,
        secret: properties.secret ?? false,
        tags: properties.tags ?? [],
      };
    },
    render: ({ displayName, value, secret, tags }) => ({
      displayName,
      ...(secret ? {} : { value }),
      tags,
      secret,
      provisioningState: "Succeeded",
    }),
  });

  return {
    ...verbs,
    longRunning: { put: { takesMs: 5_000, protocol: "asyncOperation", state: "Creating" } },
    actions: {
      listvalue(request) {
        requireParent(request.target, resources);
        const stored = resources.get(request.target.id);
        if (stored === undefined) throw childNotFound("Named value");
        const { value, etag } = namedValuePropertiesSchema.parse(stored.properties);
        return { status: 200, headers: etagHeader(etag), body: { value } };
      },
      refreshsecret() {
        throw notSupported("refreshSecret of named values", "It is for values from Key Vault, which can't be created.");
      },
    },
  };
}
