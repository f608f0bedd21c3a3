import type { BlockSchema, Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { armResource, resourceId } from "./arm-resource.ts";
import { checkZipSettings, deployZip } from "./deploy-zip.ts";
import {
  authSettingsBlock,
  authSettingsBody,
  authSettingsV2Block,
  authSettingsV2Body,
} from "./function-app-authentication.ts";
import { functionAppBody } from "./function-app-body.ts";
import type { OperatingSystem } from "./function-app-settings.ts";
import { identityAttributes, identityBlock } from "./identity.ts";
import { blockOf, flag, key, location, map, number, text, textOf } from "./schema.ts";

const VERSION = "2023-12-01";

async function put(
  config: Config,
  before: Config | undefined,
  context: ResourceContext,
  os: OperatingSystem,
): Promise<Config> {
  const { azure } = context;
  checkZipSettings(config);
  const [group, name] = [textOf(config, "resource_group_name"), textOf(config, "name")];
  const id = resourceId(azure, group, "Microsoft.Web/sites", name);
  const response = await azure.arm("PUT", id, VERSION, functionAppBody(config, before, os));
  await putAuthentication(config, before, id, context);
  // The provider deploys again only when the path changes.
  if (config.zip_deploy_file !== before?.zip_deploy_file) await deployZip(config, response, VERSION, context);
  return {
    id: answerText(response, "id"),
    default_hostname: answerText(response, "properties", "defaultHostName"),
    kind: answer(response, "kind"),
    custom_domain_verification_id: answer(response, "properties", "customDomainVerificationId"),
    outbound_ip_addresses: answer(response, "properties", "outboundIpAddresses"),
    possible_outbound_ip_addresses: answer(response, "properties", "possibleOutboundIpAddresses"),
    ...identityAttributes(config, response),
  };
}

/** Sets both versions of authentication as the blocks say; a block that is gone switches its version off. */
async function putAuthentication(
  config: Config,
  before: Config | undefined,
  id: string,
  { azure }: ResourceContext,
): Promise<void> {
  const version1 = blockOf(config, "auth_settings");
  const version2 = blockOf(config, "auth_settings_v2");
  const had = (name: string): boolean => blockOf(before ?? {}, name) !== undefined;
  const send = (name: string, body: unknown) => azure.arm("PUT", `${id}/config/${name}`, VERSION, body);
  if (version1 !== undefined) await send("authsettings", authSettingsBody(version1));
  else if (had("auth_settings")) await send("authsettings", { properties: { enabled: false } });
  if (version2 !== undefined) await send("authsettingsV2", authSettingsV2Body(version2));
  else if (had("auth_settings_v2"))
    await send("authsettingsV2", { properties: { platform: { enabled: false }, globalValidation: {} } });
}

const siteConfigBlock: BlockSchema = {
  required: true,
  single: true,
  attributes: {
    always_on: flag(),
    ftps_state: text({ default: "Disabled" }),
    http2_enabled: flag({ default: false }),
    minimum_tls_version: text({ default: "1.2" }),
    scm_minimum_tls_version: text({ default: "1.2" }),
    use_32_bit_worker: flag(),
    websockets_enabled: flag({ default: false }),
    worker_count: number(),
  },
  blocks: {
    application_stack: {
      single: true,
      attributes: { node_version: text(), dotnet_version: text(), use_dotnet_isolated_runtime: flag() },
    },
  },
};

function functionApp(os: OperatingSystem): ResourceType {
  return {
    type: os === "Windows" ? "azurerm_windows_function_app" : "azurerm_linux_function_app",
    mode: "managed",
    attributes: {
      name: key(),
      resource_group_name: key(),
      location: location(),
      service_plan_id: text({ required: true }),
      storage_account_name: text(),
      storage_account_access_key: text({ sensitive: true }),
      storage_uses_managed_identity: flag(),
      functions_extension_version: text({ default: "~4" }),
      builtin_logging_enabled: flag({ default: true }),
      enabled: flag({ default: true }),
      https_only: flag({ default: false }),
      public_network_access_enabled: flag({ default: true }),
      key_vault_reference_identity_id: text(),
      app_settings: map(),
      zip_deploy_file: text(),
      tags: map(),
    },
    blocks: {
      identity: identityBlock,
      auth_settings: authSettingsBlock,
      auth_settings_v2: authSettingsV2Block,
      site_config: siteConfigBlock,
    },
    ...armResource(VERSION),
    create: (config, context) => put(config, undefined, context, os),
    update: (config, before, context) => put(config, before, context, os),
    async delete(attributes, { azure }) {
      const query = "deleteEmptyServerFarm=false&deleteMetrics=true";
      await azure.arm("DELETE", `${textOf(attributes, "id")}?${query}`, VERSION);
    },
  };
}

/** Function apps on Windows and Linux plans: the same resource but for the operating system. */
export const azurermFunctionApps: readonly ResourceType[] = [functionApp("Windows"), functionApp("Linux")];
