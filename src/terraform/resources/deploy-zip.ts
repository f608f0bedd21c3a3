import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { AzureResponse } from "../engine/azure-clients.ts";
import type { Config, ResourceContext } from "../engine/resource-type.ts";
import { answerList, answerText } from "./answer.ts";
import { mapOf, textOf } from "./schema.ts";

/**
 * Sends the zip of `zip_deploy_file`, if there is one, to the site's deployment endpoint with its publishing credentials
 * (Kudu: "Deploying from a zip file"), and waits until it is deployed. `site` is the answer to the site's PUT. Throws
 * AzureRequestError, and an Error for a file that can't be read.
 */
export async function deployZip(
  config: Config,
  site: AzureResponse,
  apiVersion: string,
  { azure, cwd }: ResourceContext,
): Promise<void> {
  const path = textOf(config, "zip_deploy_file");
  if (path === "") return;
  const zip = await readFile(resolve(cwd, path));
  const id = answerText(site, "id");
  const credentials = await azure.arm("POST", `${id}/config/publishingcredentials/list`, apiVersion);
  const user = answerText(credentials, "properties", "publishingUserName");
  const password = answerText(credentials, "properties", "publishingPassword");
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/octet-stream", "cache-control": "no-cache" };
  await azure.raw("POST", `https://${deploymentHost(site)}/api/zipdeploy`, headers, zip);
}

/** Throws for what the provider refuses as well: a zip needs a setting that says how it is run. */
export function checkZipSettings(config: Config): void {
  if (textOf(config, "zip_deploy_file") === "") return;
  const settings = mapOf(config, "app_settings");
  if (settings.WEBSITE_RUN_FROM_PACKAGE === "1" || settings.SCM_DO_BUILD_DURING_DEPLOYMENT === "true") return;
  throw new Error(
    'zip_deploy_file needs WEBSITE_RUN_FROM_PACKAGE = "1" or SCM_DO_BUILD_DURING_DEPLOYMENT = "true" in app_settings.',
  );
}

/** The host of the site's deployment service: it is not always the site's own name with `scm` in it. */
function deploymentHost(site: AzureResponse): string {
  const hosts = answerList(site, "properties", "hostNameSslStates");
  const repository = hosts.find(({ hostType }) => hostType === "Repository");
  const host = textOf(repository ?? {}, "name");
  return host === "" ? `${answerText(site, "name")}.scm.azurewebsites.net` : host;
}
