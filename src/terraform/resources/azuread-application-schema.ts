import type { BlockSchema } from "../engine/resource-type.ts";
import { flag, list, number, set, text } from "./schema.ts";

const claim: BlockSchema = {
  attributes: {
    name: text({ required: true }),
    essential: flag({ default: false }),
    source: text(),
    additional_properties: list(),
  },
};

const redirects: BlockSchema = { single: true, attributes: { redirect_uris: set() } };

/** The arguments of `azuread_application`. Not supported: logos, templates, passwords inside it, and feature tags. */
export const applicationSchema: BlockSchema = {
  attributes: {
    display_name: text({ required: true }),
    description: text(),
    identifier_uris: set(),
    owners: set(),
    sign_in_audience: text({ default: "AzureADMyOrg" }),
    group_membership_claims: set(),
    notes: text(),
    tags: set(),
    marketing_url: text(),
    privacy_statement_url: text(),
    support_url: text(),
    terms_of_service_url: text(),
    device_only_auth_enabled: flag({ default: false }),
    fallback_public_client_enabled: flag({ default: false }),
    oauth2_post_response_required: flag({ default: false }),
    prevent_duplicate_names: flag({ default: false }),
  },
  blocks: {
    api: {
      single: true,
      attributes: {
        // The provider takes version 1 for granted.
        requested_access_token_version: number({ default: 1 }),
        known_client_applications: set(),
        mapped_claims_enabled: flag({ default: false }),
      },
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
        allowed_member_types: set({ required: true }),
        description: text({ required: true }),
        display_name: text({ required: true }),
        enabled: flag({ default: true }),
        value: text(),
      },
    },
    web: {
      single: true,
      attributes: { homepage_url: text(), redirect_uris: set(), logout_url: text() },
      blocks: {
        implicit_grant: {
          single: true,
          attributes: { access_token_issuance_enabled: flag(), id_token_issuance_enabled: flag() },
        },
      },
    },
    public_client: redirects,
    single_page_application: redirects,
    required_resource_access: {
      attributes: { resource_app_id: text({ required: true }) },
      blocks: {
        resource_access: {
          required: true,
          attributes: { id: text({ required: true }), type: text({ required: true }) },
        },
      },
    },
    optional_claims: { single: true, blocks: { access_token: claim, id_token: claim, saml2_token: claim } },
  },
};
