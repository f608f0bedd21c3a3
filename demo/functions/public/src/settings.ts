/** One or more app settings are missing. The message names them, and says where they are set. */
export class SettingsError extends Error {
  readonly code = "SETTINGS_INVALID";
  override readonly name = "SettingsError";
}

/**
 * Reads app settings, which App Service hands to the app as environment variables.
 *
 * @param names the settings that the function can't do without.
 * @returns the values by name.
 * @throws SettingsError when one is missing, empty, or a Key Vault reference that App Service could not resolve (it then
 *   passes the reference itself on). The Functions host logs the message and answers 500 with an empty body, so that a caller
 *   learns nothing about the app's configuration.
 */
export function readSettings<Name extends string>(
  names: readonly Name[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> {
  const problems: string[] = [];
  const entries = names.map((name) => {
    const value = environment[name]?.trim() ?? "";
    if (value === "") problems.push(`${name} is missing or empty`);
    else if (value.startsWith("@Microsoft.KeyVault("))
      problems.push(`${name} is a Key Vault reference without a value`);
    return [name, value] as const;
  });
  if (problems.length > 0) {
    throw new SettingsError(
      `This function needs the app settings ${names.join(", ")}, but ${problems.join("; ")}. ` +
        `Set them on the function app (Terraform: app_settings of azurerm_windows_function_app).`,
    );
  }
  return Object.fromEntries(entries) as Record<Name, string>;
}
