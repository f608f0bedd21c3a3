import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { blockOf, blocksOf, flag, list, listOf, number, text, textOf } from "./schema.ts";

function body(config: Config): Record<string, unknown> {
  const api = blockOf(config, "api");
  const web = blockOf(config, "web");
  const grant = blockOf(web ?? {}, "implicit_grant") ?? {};
  return {
    displayName: config.display_name,
    identifierUris: listOf(config, "identifier_uris"),
    signInAudience: config.sign_in_audience,
    groupMembershipClaims:
      listOf(config, "group_membership_claims").length === 0
        ? null
        : listOf(config, "group_membership_claims").join(","),
    api: {
      requestedAccessTokenVersion: api?.requested_access_token_version ?? null,
      oauth2PermissionScopes: blocksOf(api ?? {}, "oauth2_permission_scope").map((scope) => ({
        id: scope.id,
        value: scope.value,
        type: scope.type,
        isEnabled: scope.enabled,
        adminConsentDescription: scope.admin_consent_description,
        adminConsentDisplayName: scope.admin_consent_display_name,
        userConsentDescription: scope.user_consent_description,
        userConsentDisplayName: scope.user_consent_display_name,
      })),
    },
    appRoles: blocksOf(config, "app_role").map((role) => ({
      id: role.id,
      allowedMemberTypes: role.allowed_member_types,
      description: role.description,
      displayName: role.display_name,
      isEnabled: role.enabled,
      value: role.value,
    })),
    requiredResourceAccess: blocksOf(config, "required_resource_access").map((access) => ({
      resourceAppId: access.resource_app_id,
      resourceAccess: blocksOf(access, "resource_access").map(({ id, type }) => ({ id, type })),
    })),
    ...(web === undefined
      ? {}
      : {
          web: {
            homePageUrl: web.homepage_url,
            redirectUris: listOf(web, "redirect_uris"),
            implicitGrantSettings: {
              enableAccessTokenIssuance: grant.access_token_issuance_enabled ?? false,
              enableIdTokenIssuance: grant.id_token_issuance_enabled ?? false,
            },
          },
        }),
    optionalClaims: optionalClaims(config),
  };
}

function optionalClaims(config: Config): unknown {
  const claims = blockOf(config, "optional_claims");
  if (claims === undefined) return null;
  const of = (name: string) =>
    blocksOf(claims, name).map((claim) => ({
      name: claim.name,
      essential: false,
      source: null,
      additionalProperties: [],
    }));
  return { accessToken: of("access_token"), idToken: of("id_token"), saml2Token: of("saml2_token") };
}

function attributes(objectId: string, clientId: string): Config {
  return { id: `/applications/${objectId}`, object_id: objectId, client_id: clientId, application_id: clientId };
}

/**
 * Graph gives new ids to whatever is created, so an apply that was killed after the request and before its state was saved would
 * make a second application. The one that this operator left behind is known by its display name and taken up.
 */
async function adopt(config: Config, { azure }: ResourceContext): Promise<Config | undefined> {
  const filter = encodeURIComponent(`displayName eq '${textOf(config, "display_name").replaceAll("'", "''")}'`);
  const found = (answer(await azure.graph("GET", `/applications?$filter=${filter}`), "value") ?? []) as readonly {
    readonly id: string;
    readonly appId: string;
  }[];
  const [application, second] = found;
  return application === undefined || second !== undefined ? undefined : attributes(application.id, application.appId);
}

async function patch(config: Config, before: Config, { azure }: ResourceContext): Promise<Config> {
  await azure.graph("PATCH", `/applications/${textOf(before, "object_id")}`, body(config));
  return attributes(textOf(before, "object_id"), textOf(before, "client_id"));
}

const claim = { attributes: { name: text({ required: true }), essential: flag(), source: text() } };

export const azureadApplication: ResourceType = {
  type: "azuread_application",
  mode: "managed",
  attributes: {
    display_name: text({ required: true }),
    identifier_uris: list(),
    owners: list(),
    sign_in_audience: text({ default: "AzureADMyOrg" }),
    group_membership_claims: list(),
    prevent_duplicate_names: flag(),
  },
  blocks: {
    api: {
      single: true,
      attributes: { requested_access_token_version: number() },
      blocks: {
        oauth2_permission_scope: {
          attributes: {
            id: text({ required: true }),
            value: text(),
            type: text({ default: "User" }),
            enabled: flag({ default: true }),
            admin_consent_description: text(),
            admin_consent_display_name: text(),
            user_consent_description: text(),
            user_consent_display_name: text(),
          },
        },
      },
    },
    app_role: {
      attributes: {
        id: text({ required: true }),
        allowed_member_types: list({ required: true }),
        description: text({ required: true }),
        display_name: text({ required: true }),
        enabled: flag({ default: true }),
        value: text(),
      },
    },
    web: {
      single: true,
      attributes: { homepage_url: text(), redirect_uris: list(), logout_url: text() },
      blocks: {
        implicit_grant: {
          single: true,
          attributes: { access_token_issuance_enabled: flag(), id_token_issuance_enabled: flag() },
        },
      },
    },
    required_resource_access: {
      attributes: { resource_app_id: text({ required: true }) },
      blocks: { resource_access: { attributes: { id: text({ required: true }), type: text({ required: true }) } } },
    },
    optional_claims: { single: true, blocks: { access_token: claim, id_token: claim, saml2_token: claim } },
  },
  async create(config, context) {
    const adopted = await adopt(config, context);
    if (adopted !== undefined) return patch(config, adopted, context);
    const response = await context.azure.graph("POST", "/applications", body(config));
    return attributes(answerText(response, "id"), answerText(response, "appId"));
  },
  update: patch,
  async delete(before, { azure }) {
    await azure.graph("DELETE", `/applications/${textOf(before, "object_id")}`);
  },
};
