import type { Config } from "../engine/resource-type.ts";
import { connectionString } from "./azurerm-storage-account.ts";
import { blockOf, mapOf, textOf } from "./schema.ts";

export type OperatingSystem = "Windows" | "Linux";

/** The app settings that the provider sends: its own from other arguments first, then `app_settings` as written. */
export function functionAppSettings(
  config: Config,
  os: OperatingSystem,
): readonly { readonly name: string; readonly value: string }[] {
  const settings = new Map<string, string>([
    ["FUNCTIONS_EXTENSION_VERSION", textOf(config, "functions_extension_version")],
    ...storageSettings(config),
    ...runtimeSettings(config, os),
  ]);
  for (const [name, value] of Object.entries(mapOf(config, "app_settings"))) settings.set(name, String(value));
  return [...settings].map(([name, value]) => ({ name, value }));
}

/** Where the host keeps its own data, and, with built-in logging, the old dashboard's. */
function storageSettings(config: Config): readonly (readonly [string, string])[] {
  const account = textOf(config, "storage_account_name");
  const accessKey = textOf(config, "storage_account_access_key");
  const purposes = config.builtin_logging_enabled === true ? ["Storage", "Dashboard"] : ["Storage"];
  if (config.storage_uses_managed_identity === true)
    return purposes.map((purpose) => [`AzureWebJobs${purpose}__accountName`, account]);
  if (accessKey === "") return [];
  return purposes.map((purpose) => [`AzureWebJobs${purpose}`, connectionString(account, accessKey)]);
}

function runtimeSettings(config: Config, os: OperatingSystem): readonly (readonly [string, string])[] {
  const stack = applicationStack(config);
  const node = textOf(stack, "node_version");
  if (node !== "") {
    const runtime = ["FUNCTIONS_WORKER_RUNTIME", "node"] as const;
    return os === "Windows" ? [runtime, ["WEBSITE_NODE_DEFAULT_VERSION", node]] : [runtime];
  }
  if (textOf(stack, "dotnet_version") === "") return [];
  const isIsolated = stack.use_dotnet_isolated_runtime === true;
  return [["FUNCTIONS_WORKER_RUNTIME", isIsolated ? "dotnet-isolated" : "dotnet"]];
}

export function applicationStack(config: Config): Config {
  return blockOf(blockOf(config, "site_config") ?? {}, "application_stack") ?? {};
}
