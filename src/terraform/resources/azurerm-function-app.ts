import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { resourceId } from "./arm-id.ts";
import {
  authSettingsBlock,
  authSettingsBody,
  authSettingsV2Block,
  authSettingsV2Body,
} from "./function-app-authentication.ts";
import { functionAppSettings } from "./function-app-settings.ts";
import { identityAttributes, identityBlock, identityBody } from "./identity.ts";
import { blockOf, flag, key, location, map, number, text, textOf } from "./schema.ts";

const VERSION = "2023-12-01";

type Os = "Windows" | "Linux";

async function put(config: Config, context: ResourceContext, os: Os): Promise<Config> {
  const { azure } = context;
  const name = textOf(config, "name");
  const id = resourceId(azure, textOf(config, "resource_group_name"), "Microsoft.Web/sites", name);
  const siteConfig = blockOf(config, "site_config") ?? {};
  const stack = blockOf(siteConfig, "application_stack") ?? {};
  const referenceIdentity = textOf(config, "key_vault_reference_identity_id");
  const response = await azure.arm("PUT", id, VERSION, {
    kind: os === "Windows" ? "functionapp" : "functionapp,linux",
    location: location(config),
    tags: config.tags ?? {},
    ...identityBody(config),
    properties: {
      serverFarmId: config.service_plan_id,
      enabled: config.enabled,
      httpsOnly: config.https_only,
      ...(referenceIdentity === "" ? {} : { keyVaultReferenceIdentity: referenceIdentity }),
      siteConfig: {
        alwaysOn: siteConfig.always_on ?? false,
        minTlsVersion: siteConfig.minimum_tls_version ?? "1.2",
        ftpsState: siteConfig.ftps_state ?? "Disabled",
        appSettings: functionAppSettings({ ...config, os }),
        ...(os === "Linux" && textOf(stack, "node_version") !== ""
          ? { linuxFxVersion: `Node|${textOf(stack, "node_version")}` }
          : {}),
      },
    },
  });
  const authSettings = blockOf(config, "auth_settings");
  if (authSettings !== undefined)
    await azure.arm("PUT", `${id}/config/authsettings`, VERSION, authSettingsBody(authSettings));
  const authSettingsV2 = blockOf(config, "auth_settings_v2");
  if (authSettingsV2 !== undefined)
    await azure.arm("PUT", `${id}/config/authsettingsV2`, VERSION, authSettingsV2Body(authSettingsV2));
  return {
    id: answerText(response, "id"),
    location: location(config),
    default_hostname: answerText(response, "properties", "defaultHostName"),
    kind: answer(response, "kind"),
    ...identityAttributes(config, response),
  };
}

/** Sends the zip to the site's deployment endpoint with its publishing credentials, as the provider and `func` do. */
async function deploy(config: Config, id: string, { azure, cwd }: ResourceContext): Promise<void> {
  const path = textOf(config, "zip_deploy_file");
  if (path === "") return;
  const zip = await readFile(resolve(cwd, path));
  const credentials = await azure.arm("POST", `${id}/config/publishingcredentials/list`, VERSION);
  const user = answerText(credentials, "properties", "publishingUserName");
  const password = answerText(credentials, "properties", "publishingPassword");
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/octet-stream", "cache-control": "no-cache" };
  await azure.raw("POST", `https://${textOf(config, "name")}.scm.azurewebsites.net/api/zipdeploy`, headers, zip);
}

function functionApp(os: Os): ResourceType {
  return {
    type: os === "Windows" ? "azurerm_windows_function_app" : "azurerm_linux_function_app",
    mode: "managed",
    attributes: {
      name: key(),
      resource_group_name: key(),
      location: key(),
      service_plan_id: text({ required: true }),
      storage_account_name: text(),
      storage_account_access_key: text({ sensitive: true }),
      storage_uses_managed_identity: flag(),
      functions_extension_version: text({ default: "~4" }),
      builtin_logging_enabled: flag({ default: true }),
      enabled: flag({ default: true }),
      https_only: flag({ default: false }),
      key_vault_reference_identity_id: text(),
      app_settings: map(),
      zip_deploy_file: text(),
      tags: map(),
    },
    blocks: {
      identity: identityBlock,
      auth_settings: authSettingsBlock,
      auth_settings_v2: authSettingsV2Block,
      site_config: {
        required: true,
        single: true,
        attributes: { always_on: flag(), minimum_tls_version: text(), ftps_state: text(), worker_count: number() },
        blocks: { application_stack: { single: true, attributes: { node_version: text(), dotnet_version: text() } } },
      },
    },
    async create(config, context) {
      const attributes = await put(config, context, os);
      await deploy(config, textOf(attributes, "id"), context);
      return attributes;
    },
    async update(config, before, context) {
      const attributes = await put(config, context, os);
      // The provider deploys again only when the path changes.
      if (config.zip_deploy_file !== before.zip_deploy_file) await deploy(config, textOf(attributes, "id"), context);
      return attributes;
    },
    async delete(attributes, { azure }) {
      await azure.arm("DELETE", `${textOf(attributes, "id")}?deleteMetrics=true`, VERSION);
    },
  };
}

/** Function apps on Windows and Linux plans: the same resource but for the operating system. */
export const azurermFunctionApps: readonly ResourceType[] = [functionApp("Windows"), functionApp("Linux")];
