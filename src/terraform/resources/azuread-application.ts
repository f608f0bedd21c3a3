import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerList, answerText } from "./answer.ts";
import { applicationBody } from "./azuread-application-body.ts";
import { applicationSchema } from "./azuread-application-schema.ts";
import { changeOwners, directoryObject, idAttribute, leaveOwners, ownersBinding } from "./directory-object.ts";
import { quoted } from "./directory-references.ts";
import { blockOf, blocksOf, textOf } from "./schema.ts";

function attributes(config: Config, objectId: string, clientId: string, context: ResourceContext): Config {
  return {
    id: idAttribute("applications", objectId, context),
    object_id: objectId,
    client_id: clientId,
    application_id: clientId,
    app_role_ids: idsByValue(blocksOf(config, "app_role")),
    oauth2_permission_scope_ids: idsByValue(blocksOf(blockOf(config, "api") ?? {}, "oauth2_permission_scope")),
  };
}

/** Ids of roles or scopes by their value; those without one are left out. */
export function idsByValue(entries: readonly Config[]): Config {
  const named = entries.map((entry) => [textOf(entry, "value"), textOf(entry, "id")] as const);
  return Object.fromEntries(named.filter(([value]) => value !== ""));
}

async function sameName(config: Config, { azure }: ResourceContext): Promise<readonly Config[]> {
  const filter = encodeURIComponent(`displayName eq ${quoted(textOf(config, "display_name"))}`);
  return answerList(await azure.graph("GET", `/applications?$filter=${filter}`), "value");
}

export const azureadApplication: ResourceType = {
  type: "azuread_application",
  mode: "managed",
  ...applicationSchema,
  ...directoryObject("applications"),
  async create(config, context) {
    const { azure } = context;
    if (config.prevent_duplicate_names === true && (await sameName(config, context)).length > 0)
      throw new Error(
        `There is an application "${textOf(config, "display_name")}", and prevent_duplicate_names is set.`,
      );
    const body = { ...applicationBody(config), ...(await ownersBinding(config, context)) };
    const response = await azure.graph("POST", "/applications", body);
    const objectId = answerText(response, "id");
    await leaveOwners(config, "applications", objectId, context);
    return {
      ...attributes(config, objectId, answerText(response, "appId"), context),
      publisher_domain: answer(response, "publisherDomain"),
    };
  },
  async adopt(config, context) {
    const [found, second] = await sameName(config, context);
    if (found === undefined || second !== undefined) return undefined;
    const objectId = textOf(found, "id");
    await context.azure.graph("PATCH", `/applications/${objectId}`, applicationBody(config));
    await leaveOwners(config, "applications", objectId, context);
    return attributes(config, objectId, textOf(found, "appId"), context);
  },
  async update(config, before, context) {
    const objectId = textOf(before, "object_id");
    await context.azure.graph("PATCH", `/applications/${objectId}`, applicationBody(config));
    await changeOwners(config, before, "applications", context);
    return attributes(config, objectId, textOf(before, "client_id"), context);
  },
};
