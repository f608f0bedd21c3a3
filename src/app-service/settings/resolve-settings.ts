import type { Site } from "../sites/site.ts";
import { isKeyVaultReference } from "./key-vault-reference.ts";
import { type ReferenceContext, type ResolvedReference, resolveReference } from "./resolve-reference.ts";

/** App settings with secrets in the place of references, as the app gets them. */
export interface ResolvedSettings {
  readonly settings: Readonly<Record<string, string>>;
  readonly references: readonly ResolvedReference[];
}

/**
 * Resolves every reference among the app settings. One that can't be resolved stays in its setting as it is written.
 */
export async function resolveSettings(site: Site, context: ReferenceContext): Promise<ResolvedSettings> {
  const entries = Object.entries(site.state.appSettings);
  const references = await Promise.all(
    entries
      .filter(([, value]) => isKeyVaultReference(value))
      .map(([name, value]) => resolveReference(site, name, value, context)),
  );
  const secrets = new Map(references.map(({ setting, value }) => [setting, value]));
  return {
    settings: Object.fromEntries(entries.map(([name, value]) => [name, secrets.get(name) ?? value])),
    references,
  };
}
