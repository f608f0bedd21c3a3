import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { etagHeader } from "../etags.ts";
import { childNotFound, ManagementError, validationError } from "../management-error.ts";
import { NAMED_VALUES, type NamedValueProperties, namedValuePropertiesSchema } from "../model.ts";
import { findMention } from "../policies/find-mention.ts";
import { readBody } from "../read-body.ts";
import { lastName, requireParent, serviceIdOf } from "../resource-tree.ts";
import { readVaultSecret, type VaultReference, vaultReferenceSchema } from "./vault-secret.ts";

const referringSchema = z.object({ properties: z.object({ keyVault: vaultReferenceSchema }) });

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
    keyVault: namedValuePropertiesSchema.shape.keyVault.nullish(),
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
      const keyVault = properties.keyVault ?? undefined;
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
        secret: keyVault === undefined ? (properties.secret ?? false) : true,
        tags: properties.tags ?? [],
        keyVault,
      };
    },
    render: ({ displayName, value, secret, tags, keyVault }) => ({
      displayName,
      ...(secret ? {} : { value }),
      tags,
      secret,
      ...(keyVault === undefined ? {} : { keyVault }),
      provisioningState: "Succeeded",
    }),
  });

  async function readSecret(request: ResourceRequest, reference: VaultReference): Promise<string> {
    const service = resources.get(serviceIdOf(request.target.id));
    if (service === undefined) throw childNotFound("Service");
    return readVaultSecret(service, reference, context);
  }

  function status(failure?: ManagementError) {
    const message = failure?.details[0]?.message ?? failure?.message;
    return {
      code: failure === undefined ? ("Success" as const) : ("Failed" as const),
      ...(message === undefined ? {} : { message }),
      timeStampUtc: new Date(context.clock.now()).toISOString(),
    };
  }

  /** The request with the secret's value beside its place in the vault; a value of its own ends what was there before. */
  async function withSecret(request: ResourceRequest): Promise<ResourceRequest> {
    requireParent(request.target, resources);
    const given = z.object({ properties: z.record(z.string(), z.unknown()) }).safeParse(request.body).data?.properties;
    if (given?.keyVault === undefined || given.keyVault === null) {
      return given?.value === undefined ? request : { ...request, body: { properties: { ...given, keyVault: null } } };
    }
    const { keyVault: reference } = readBody(referringSchema, request.body).properties;
    const value = await readSecret(request, reference);
    const keyVault = { ...reference, lastStatus: status() };
    return { ...request, body: { properties: { ...given, value, keyVault } } };
  }

  /** Reads the secret anew; when that fails, the value stays and the status says why. */
  async function refreshSecret(request: ResourceRequest) {
    requireParent(request.target, resources);
    const stored = resources.get(request.target.id);
    if (stored === undefined) throw childNotFound("Named value");
    const before = namedValuePropertiesSchema.parse(stored.properties);
    const { keyVault } = before;
    if (keyVault === undefined) {
      throw validationError({ target: "keyVault", message: `Named value '${stored.name}' is not from a key vault.` });
    }
    const save = (lastStatus: ReturnType<typeof status>, value = before.value) =>
      resources.put({
        ...stored,
        properties: { ...before, value, etag: context.etags.next(), keyVault: { ...keyVault, lastStatus } },
      });
    try {
      save(status(), await readSecret(request, keyVault));
    } catch (error) {
      if (error instanceof ManagementError) save(status(error));
      throw error;
    }
    return verbs.get(request);
  }

  return {
    ...verbs,
    longRunning: { put: { takesMs: 5_000, protocol: "asyncOperation", state: "Creating" } },
    put: async (request) => verbs.put(await withSecret(request)),
    patch: async (request) => verbs.patch(await withSecret(request)),
    actions: {
      listvalue(request) {
        requireParent(request.target, resources);
        const stored = resources.get(request.target.id);
        if (stored === undefined) throw childNotFound("Named value");
        const { value, etag } = namedValuePropertiesSchema.parse(stored.properties);
        return { status: 200, headers: etagHeader(etag), body: { value } };
      },
      refreshsecret: refreshSecret,
    },
  };
}
