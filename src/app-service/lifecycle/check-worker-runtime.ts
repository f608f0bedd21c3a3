import { settingOf } from "../sites/site.ts";
import { StartRefused } from "./start-refused.ts";

/**
 * Gatehouse runs Node function apps on version 4 of the Functions host. Throws `StartRefused`, naming what it found.
 */
export function checkWorkerRuntime(site: string, settings: Readonly<Record<string, string>>): void {
  const runtime = settingOf(settings, "FUNCTIONS_WORKER_RUNTIME") ?? "";
  if (runtime.toLowerCase() !== "node") {
    throw new StartRefused(
      "WORKER_RUNTIME_NOT_SUPPORTED",
      "on change",
      `The function app '${site}' isn't started: its FUNCTIONS_WORKER_RUNTIME is '${runtime}', and Gatehouse runs 'node' only. ` +
        "Set it to 'node' and deploy a Node app.",
    );
  }
  const version = settingOf(settings, "FUNCTIONS_EXTENSION_VERSION") ?? "~4";
  if (!/^~?4(\.|$)/.test(version)) {
    throw new StartRefused(
      "EXTENSION_VERSION_NOT_SUPPORTED",
      "on change",
      `The function app '${site}' isn't started: its FUNCTIONS_EXTENSION_VERSION is '${version}', and Gatehouse runs '~4' only.`,
    );
  }
  const runFromPackage = settingOf(settings, "WEBSITE_RUN_FROM_PACKAGE") ?? "";
  if (/^https?:/i.test(runFromPackage)) {
    throw new StartRefused(
      "RUN_FROM_PACKAGE_URL",
      "on change",
      `The function app '${site}' isn't started: WEBSITE_RUN_FROM_PACKAGE is a URL, which Gatehouse doesn't fetch. ` +
        "Set it to '1' and send the zip to the site's deployment endpoint.",
    );
  }
}
