import type { AzureResponse } from "../engine/azure-clients.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerList, answerText } from "./answer.ts";
import { idsByValue } from "./azuread-application.ts";
import { changeOwners, directoryObject, idAttribute, leaveOwners, ownersBinding } from "./directory-object.ts";
import { quoted } from "./directory-references.ts";
import { blockOf, flag, listOf, set, text, textOf } from "./schema.ts";

/** `client_id`, or `application_id` as azuread 2 calls it. */
function appId(config: Config): string {
  return textOf(config, "client_id") || textOf(config, "application_id");
}

/** What the feature tags stand for in the directory. */
const FEATURE_TAGS = {
  custom_single_sign_on: "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
  enterprise: "WindowsAzureActiveDirectoryIntegratedApp",
  gallery: "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1",
  hide: "HideApp",
} as const;

function body(config: Config): Readonly<Record<string, unknown>> {
  const features = blockOf(config, "feature_tags") ?? {};
  const featureTags = Object.entries(FEATURE_TAGS).filter(([name]) => features[name] === true);
  return {
    accountEnabled: config.account_enabled,
    alternativeNames: listOf(config, "alternative_names"),
    appRoleAssignmentRequired: config.app_role_assignment_required,
    description: config.description,
    loginUrl: config.login_url,
    notes: config.notes,
    notificationEmailAddresses: listOf(config, "notification_email_addresses"),
    preferredSingleSignOnMode: config.preferred_single_sign_on_mode,
    samlSingleSignOnSettings: {},
    tags: [...featureTags.map(([, tag]) => tag), ...listOf(config, "tags")],
  };
}

function attributes(config: Config, response: AzureResponse, context: ResourceContext): Config {
  const objectId = answerText(response, "id");
  return {
    id: idAttribute("servicePrincipals", objectId, context),
    object_id: objectId,
    client_id: appId(config),
    application_id: appId(config),
    application_tenant_id: answer(response, "appOwnerOrganizationId"),
    display_name: answer(response, "displayName"),
    app_role_ids: idsByValue(answerList(response, "appRoles")),
    oauth2_permission_scope_ids: idsByValue(answerList(response, "oauth2PermissionScopes")),
    service_principal_names: answer(response, "servicePrincipalNames"),
    type: answer(response, "servicePrincipalType"),
  };
}

/** The one service principal of the application in this tenant; undefined when it has none. */
async function find(config: Config, { azure }: ResourceContext): Promise<string | undefined> {
  const filter = encodeURIComponent(`appId eq ${quoted(appId(config))}`);
  const [found] = answerList(await azure.graph("GET", `/servicePrincipals?$filter=${filter}`), "value");
  return found === undefined ? undefined : textOf(found, "id");
}

async function patch(config: Config, objectId: string, context: ResourceContext): Promise<Config> {
  const { azure } = context;
  await azure.graph("PATCH", `/servicePrincipals/${objectId}`, body(config));
  return attributes(config, await azure.graph("GET", `/servicePrincipals/${objectId}`), context);
}

const object = directoryObject("servicePrincipals");

export const azureadServicePrincipal: ResourceType = {
  type: "azuread_service_principal",
  mode: "managed",
  attributes: {
    client_id: text({ forceNew: true }),
    application_id: text({ forceNew: true, majors: [2] }),
    owners: set(),
    account_enabled: flag({ default: true }),
    alternative_names: set(),
    app_role_assignment_required: flag({ default: false }),
    description: text(),
    login_url: text(),
    notes: text(),
    notification_email_addresses: set(),
    preferred_single_sign_on_mode: text(),
    tags: set(),
    use_existing: flag(),
  },
  blocks: {
    feature_tags: {
      single: true,
      attributes: { enterprise: flag(), gallery: flag(), hide: flag(), custom_single_sign_on: flag() },
    },
  },
  exactlyOne: [["client_id", "application_id"]],
  ...object,
  async create(config, context) {
    const existing = config.use_existing === true ? await find(config, context) : undefined;
    if (existing !== undefined) return patch(config, existing, context);
    const response = await context.azure.graph("POST", "/servicePrincipals", {
      ...(await ownersBinding(config, context)),
      appId: appId(config),
      ...body(config),
    });
    await leaveOwners(config, "servicePrincipals", answerText(response, "id"), context);
    return attributes(config, response, context);
  },
  async adopt(config, context) {
    const existing = await find(config, context);
    if (existing === undefined) return undefined;
    await leaveOwners(config, "servicePrincipals", existing, context);
    return patch(config, existing, context);
  },
  async update(config, before, context) {
    await changeOwners(config, before, "servicePrincipals", context);
    return patch(config, textOf(before, "object_id"), context);
  },
  async delete(before, context) {
    // One that was there already stays, as with the provider.
    if (before.use_existing !== true) await object.delete(before, context);
  },
};
