import type { Config } from "../engine/resource-type.ts";
import { blockOf, blocksOf, listOf } from "./schema.ts";

/** An application as Microsoft Graph takes it, without its owners. What is not given is sent as empty, as the provider does. */
export function applicationBody(config: Config): Readonly<Record<string, unknown>> {
  const claims = listOf(config, "group_membership_claims");
  return {
    groupMembershipClaims: claims.length === 0 ? null : claims.join(","),
    api: api(blockOf(config, "api") ?? {}),
    appRoles: blocksOf(config, "app_role").map((role) => ({
      id: role.id,
      allowedMemberTypes: role.allowed_member_types,
      description: role.description,
      displayName: role.display_name,
      isEnabled: role.enabled,
      value: role.value,
    })),
    description: config.description,
    displayName: config.display_name,
    identifierUris: listOf(config, "identifier_uris"),
    info: {
      marketingUrl: config.marketing_url,
      privacyStatementUrl: config.privacy_statement_url,
      supportUrl: config.support_url,
      termsOfServiceUrl: config.terms_of_service_url,
    },
    isDeviceOnlyAuthSupported: config.device_only_auth_enabled,
    isFallbackPublicClient: config.fallback_public_client_enabled,
    oauth2RequirePostResponse: config.oauth2_post_response_required,
    optionalClaims: optionalClaims(blockOf(config, "optional_claims") ?? {}),
    notes: config.notes,
    publicClient: redirects(config, "public_client"),
    requiredResourceAccess: blocksOf(config, "required_resource_access").map((access) => ({
      resourceAppId: access.resource_app_id,
      resourceAccess: blocksOf(access, "resource_access").map(({ id, type }) => ({ id, type })),
    })),
    signInAudience: config.sign_in_audience,
    spa: redirects(config, "single_page_application"),
    tags: listOf(config, "tags"),
    web: web(blockOf(config, "web") ?? {}),
  };
}

function api(block: Config): unknown {
  return {
    acceptMappedClaims: block.mapped_claims_enabled ?? false,
    knownClientApplications: listOf(block, "known_client_applications"),
    oauth2PermissionScopes: blocksOf(block, "oauth2_permission_scope").map((scope) => ({
      id: scope.id,
      adminConsentDescription: scope.admin_consent_description,
      adminConsentDisplayName: scope.admin_consent_display_name,
      isEnabled: scope.enabled,
      type: scope.type,
      userConsentDescription: scope.user_consent_description,
      userConsentDisplayName: scope.user_consent_display_name,
      value: scope.value,
    })),
    requestedAccessTokenVersion: block.requested_access_token_version ?? 1,
  };
}

function web(block: Config): unknown {
  const grant = blockOf(block, "implicit_grant") ?? {};
  return {
    homePageUrl: block.homepage_url ?? null,
    implicitGrantSettings: {
      enableAccessTokenIssuance: grant.access_token_issuance_enabled ?? false,
      enableIdTokenIssuance: grant.id_token_issuance_enabled ?? false,
    },
    logoutUrl: block.logout_url ?? null,
    redirectUris: listOf(block, "redirect_uris"),
  };
}

function optionalClaims(block: Config): unknown {
  const of = (name: string) =>
    blocksOf(block, name).map((claim) => ({
      additionalProperties: listOf(claim, "additional_properties"),
      essential: claim.essential,
      name: claim.name,
      ...(claim.source === null ? {} : { source: claim.source }),
    }));
  return { accessToken: of("access_token"), idToken: of("id_token"), saml2Token: of("saml2_token") };
}

function redirects(config: Config, block: string): unknown {
  return { redirectUris: listOf(blockOf(config, block) ?? {}, "redirect_uris") };
}
