import type { Site } from "../sites/site.ts";

/**
 * A text that changes exactly when the app must be started anew: settings, connection strings, authentication,
 * identities, content, runtime, or a call of `restart`. azurerm writes a site twice in a row; the second time changes
 * none of these.
 */
export function startRelevant({ resource, properties, state }: Site): string {
  return JSON.stringify([
    resource.identity,
    properties.enabled,
    properties.state,
    properties.reserved,
    properties.serverFarmId,
    properties.keyVaultReferenceIdentity,
    properties.siteConfig.linuxFxVersion,
    state.appSettings,
    state.connectionStrings,
    state.authentication,
    state.content,
    state.restarts,
  ]);
}
