import type { Config } from "../engine/resource-type.ts";
import { blockOf, mapOf, textOf } from "./schema.ts";

/** The app settings that the provider sends: its own from other arguments first, then `app_settings` as written. */
export function functionAppSettings(config: Config): readonly { readonly name: string; readonly value: string }[] {
  const settings = new Map<string, string>([
    ["FUNCTIONS_EXTENSION_VERSION", textOf(config, "functions_extension_version")],
  ]);
  const account = textOf(config, "storage_account_name");
  const accessKey = textOf(config, "storage_account_access_key");
  const hasDashboard = config.builtin_logging_enabled === true;
  if (config.storage_uses_managed_identity === true) {
    settings.set("AzureWebJobsStorage__accountName", account);
    if (hasDashboard) settings.set("AzureWebJobsDashboard__accountName", account);
  } else if (accessKey !== "") {
    const connection = `DefaultEndpointsProtocol=https;AccountName=${account};AccountKey=${accessKey};EndpointSuffix=core.windows.net`;
    settings.set("AzureWebJobsStorage", connection);
    if (hasDashboard) settings.set("AzureWebJobsDashboard", connection);
  }
  const stack = blockOf(blockOf(config, "site_config") ?? {}, "application_stack") ?? {};
  if (textOf(stack, "node_version") !== "") {
    settings.set("FUNCTIONS_WORKER_RUNTIME", "node");
    if (textOf(config, "os") === "Windows") settings.set("WEBSITE_NODE_DEFAULT_VERSION", textOf(stack, "node_version"));
  } else if (textOf(stack, "dotnet_version") !== "") settings.set("FUNCTIONS_WORKER_RUNTIME", "dotnet");
  for (const [name, value] of Object.entries(mapOf(config, "app_settings"))) settings.set(name, String(value ?? ""));
  return [...settings].map(([name, value]) => ({ name, value }));
}
