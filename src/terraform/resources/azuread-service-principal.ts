import type { AzureResponse } from "../engine/azure-clients.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { blockOf, flag, list, text, textOf } from "./schema.ts";

function appId(config: Config): string {
  return textOf(config, "client_id") || textOf(config, "application_id");
}

function body(config: Config): Record<string, unknown> {
  const features = blockOf(config, "feature_tags");
  const tags = [
    ...(features?.enterprise === true ? ["WindowsAzureActiveDirectoryIntegratedApp"] : []),
    ...(features?.gallery === true ? ["WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1"] : []),
    ...(features?.hide === true ? ["HideApp"] : []),
  ];
  return {
    accountEnabled: config.account_enabled,
    appRoleAssignmentRequired: config.app_role_assignment_required,
    description: config.description,
    tags,
  };
}

function attributes(config: Config, response: AzureResponse): Config {
  const objectId = answerText(response, "id");
  const roles = (answer(response, "appRoles") ?? []) as readonly {
    readonly id: string;
    readonly value: string | null;
  }[];
  const named = roles.filter((role) => role.value !== null && role.value !== "");
  return {
    id: `/servicePrincipals/${objectId}`,
    object_id: objectId,
    client_id: appId(config),
    application_id: appId(config),
    display_name: answer(response, "displayName"),
    app_role_ids: Object.fromEntries(named.map(({ id, value }) => [value ?? "", id])),
  };
}

async function find(config: Config, { azure }: ResourceContext): Promise<string | undefined> {
  const filter = encodeURIComponent(`appId eq '${appId(config)}'`);
  const found = (answer(await azure.graph("GET", `/servicePrincipals?$filter=${filter}`), "value") ?? []) as readonly {
    readonly id: string;
  }[];
  return found[0]?.id;
}

async function patch(config: Config, objectId: string, { azure }: ResourceContext): Promise<Config> {
  await azure.graph("PATCH", `/servicePrincipals/${objectId}`, body(config));
  return attributes(config, await azure.graph("GET", `/servicePrincipals/${objectId}`));
}

export const azureadServicePrincipal: ResourceType = {
  type: "azuread_service_principal",
  mode: "managed",
  attributes: {
    client_id: text({ forceNew: true }),
    application_id: text({ forceNew: true }),
    owners: list(),
    account_enabled: flag({ default: true }),
    app_role_assignment_required: flag({ default: false }),
    description: text(),
    use_existing: flag(),
  },
  blocks: {
    feature_tags: {
      single: true,
      attributes: { enterprise: flag(), gallery: flag(), hide: flag(), custom_single_sign_on: flag() },
    },
  },
  async create(config, context) {
    // An application has one service principal in a tenant: what an interrupted apply made is taken up.
    const existing = await find(config, context);
    if (existing !== undefined) return patch(config, existing, context);
    return attributes(
      config,
      await context.azure.graph("POST", "/servicePrincipals", { appId: appId(config), ...body(config) }),
    );
  },
  update: (config, before, context) => patch(config, textOf(before, "object_id"), context),
  async delete(before, { azure }) {
    await azure.graph("DELETE", `/servicePrincipals/${textOf(before, "object_id")}`);
  },
};
