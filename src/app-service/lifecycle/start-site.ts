import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ManagedIdentities } from "../../managed-identity/index.ts";
import type { Outbound } from "../../platform/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import { compileConfiguration } from "../easy-auth/compile-configuration.ts";
import type { PlanSku } from "../management/plan-skus.ts";
import { buildEnvironment } from "../settings/environment.ts";
import type { ResolvedReference } from "../settings/resolve-reference.ts";
import { resolveSettings } from "../settings/resolve-settings.ts";
import type { Site } from "../sites/site.ts";
import { checkHostStorage } from "./check-host-storage.ts";
import { checkWorkerRuntime } from "./check-worker-runtime.ts";
import { contentFolder, siteFolder } from "./content-folder.ts";
import type { FunctionApp, StartFunctionApp } from "./function-app.ts";
import type { FunctionKeys } from "./function-keys.ts";
import type { SiteLog } from "./site-log.ts";
import { StartRefused } from "./start-refused.ts";

export interface SiteStartContext {
  readonly folder: string;
  readonly identities: Pick<ManagedIdentities, "token" | "endpointSecret">;
  readonly outbound: Outbound;
  readonly resources: Pick<ResourceStore, "get" | "list">;
  readonly startFunctionApp: StartFunctionApp;
  readonly keys: FunctionKeys;
  /** Variables of the cloud itself: its proxy, its certificate authority. */
  readonly childEnvironment: (site: { readonly id: string; readonly name: string }) => Readonly<Record<string, string>>;
  /** URL of the token endpoint for apps. */
  readonly identityEndpoint: () => string;
  /** Hears how the references among the settings were resolved. */
  readonly onReferences: (references: readonly ResolvedReference[]) => void;
}

/**
 * Brings the app of a site up, as App Service does: settings and their references first, then the host's storage, then
 * the process. Throws `StartRefused`, or what the functions host throws.
 */
export async function startSite(site: Site, log: SiteLog, context: SiteStartContext): Promise<FunctionApp> {
  const { id, name, identity } = site.resource;
  checkWorkerRuntime(name, site.state.appSettings);
  const folder = await existingContent(site, context.folder);

  const resolved = await resolveSettings(site, context);
  context.onReferences(resolved.references);
  for (const { setting, status, details } of resolved.references) {
    if (status !== "Resolved") {
      log.write("warning", `The app setting '${setting}' keeps its Key Vault reference as text: ${status}. ${details}`);
    }
  }
  await checkHostStorage(site, resolved.settings, context);

  const hasIdentity = identity !== undefined && identity.type !== "None";
  const { content } = site.state;
  const home = siteFolder(context.folder, name);
  await mkdir(home, { recursive: true });
  const environment = buildEnvironment(site, {
    resolved,
    authentication: compileConfiguration(site),
    sku: (context.resources.get(site.properties.serverFarmId)?.sku as PlanSku | undefined)?.tier ?? "Standard",
    home,
    deploymentId: content?.kind === "deployment" ? content.deploymentId : "",
    identity: hasIdentity
      ? { endpoint: context.identityEndpoint(), secret: context.identities.endpointSecret(id) }
      : undefined,
  });
  log.write("info", `Starting the function app '${name}' from ${folder}.`);
  const app = await context.startFunctionApp({
    folder,
    environment: { ...context.childEnvironment({ id, name }), ...environment },
    keys: context.keys.of(name, []),
    write: log.write,
  });
  // Which functions there are is known only now, and each has a key of its own.
  app.setKeys(
    context.keys.of(
      name,
      app.functions.map((found) => found.name),
    ),
  );
  return app;
}

async function existingContent(site: Site, root: string): Promise<string> {
  const folder = contentFolder(root, site) ?? "";
  const isApp = await stat(join(folder, "host.json")).then(
    (file) => file.isFile(),
    () => false,
  );
  if (isApp) return folder;
  throw new StartRefused(
    "CONTENT_MISSING",
    "on change",
    `The function app '${site.resource.name}' isn't started: there is no host.json in ${folder}. Deploy the folder or zip that has it at its top.`,
  );
}
