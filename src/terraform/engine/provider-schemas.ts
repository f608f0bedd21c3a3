import type { AttributeSchema, BlockSchema } from "./resource-type.ts";

const text: AttributeSchema = { type: "string" };
const flag: AttributeSchema = { type: "bool" };

/** Who applies, and where: checked against the credentials of the apply. */
const credentials = { tenant_id: text, client_id: text, client_secret: text, environment: text };

/** Ways for the real providers to find credentials. An apply is given its own, so they decide nothing here. */
const sources = { use_cli: flag, use_msi: flag, use_oidc: flag, use_aks_workload_identity: flag };

const features: BlockSchema = {
  required: true,
  single: true,
  blocks: {
    api_management: {
      single: true,
      attributes: { purge_soft_delete_on_destroy: flag, recover_soft_deleted: flag },
    },
    key_vault: {
      single: true,
      attributes: {
        purge_soft_delete_on_destroy: flag,
        purge_soft_deleted_secrets_on_destroy: flag,
        purge_soft_deleted_keys_on_destroy: flag,
        purge_soft_deleted_certificates_on_destroy: flag,
        purge_soft_deleted_hardware_security_modules_on_destroy: flag,
        recover_soft_deleted_key_vaults: flag,
        recover_soft_deleted_secrets: flag,
        recover_soft_deleted_keys: flag,
        recover_soft_deleted_certificates: flag,
      },
    },
    resource_group: { single: true, attributes: { prevent_deletion_if_contains_resources: flag } },
  },
};

/** The arguments of `provider` blocks, by the provider's name. */
export const providerSchemas: ReadonlyMap<string, BlockSchema> = new Map([
  [
    "azurerm",
    {
      attributes: {
        ...credentials,
        ...sources,
        subscription_id: text,
        // These decide which providers are registered, what is reported to Microsoft, and how storage data is read: none of it
        // happens here.
        skip_provider_registration: flag,
        resource_provider_registrations: text,
        resource_providers_to_register: { type: "list" },
        partner_id: text,
        disable_terraform_partner_id: flag,
        disable_correlation_request_id: flag,
        storage_use_azuread: flag,
      },
      blocks: { features },
    },
  ],
  ["azuread", { attributes: { ...credentials, ...sources, partner_id: text, disable_terraform_partner_id: flag } }],
  ["random", {}],
  ["time", {}],
  ["archive", {}],
  ["null", {}],
]);
