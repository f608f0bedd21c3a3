import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildFunctions } from "../demo/functions/build.ts";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { zipFolder } from "./support/zip-folder.ts";

/** Where the Azure CLI is not installed these tests are left out; `.ci/run` installs it. */
const hasAz = spawnSync("az", ["version"], { stdio: "ignore" }).status === 0;

let cloud: Cloud;
let folder: string;
/** Texts that later commands need, by the name that they have in `{…}`. */
const kept: Record<string, string> = {};

beforeAll(async () => {
  if (!hasAz) return;
  cloud = await startCloud({ offline: true });
  folder = mkdtempSync(join(tmpdir(), "gatehouse-az-"));
  const [, app] = await buildFunctions();
  if (app === undefined) throw new Error("The demo has two function apps.");
  writeFileSync(join(folder, "app.zip"), await zipFolder(app.packageFolder));
  Object.assign(kept, { folder, ...cloud.operator });
});
afterAll(async () => {
  if (!hasAz) return;
  await cloud.close();
  rmSync(folder, { recursive: true });
});

/** Runs one command with the profile that `gatehouse run` gives it. Throws with what az said. */
function az(command: string): Promise<string> {
  const parameters = command.replaceAll(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? "").split(" ");
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...cloud.environment() };
    execFile("az", parameters, { env, cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trim());
      else reject(new Error(`az ${command}\n${stderr}`));
    });
  });
}

/** A command, and the name under which what it prints is kept. */
type Command = string | readonly [command: string, name: string];

const G = "-g rg-az";
const APIM = `${G} --service-name apim-az`;

const commands: readonly Command[] = [
  "login --service-principal -u {clientId} -p {clientSecret} --tenant {tenantId}",
  "account show",
  "group create -n rg-az -l uksouth",
  "group show -n rg-az",
  "group list",
  "group exists -n rg-az",
  "group update -n rg-az --tags a=b",
  "account list-locations --query [0].name",
  "provider show -n Microsoft.Web",
  "provider list --query [0].namespace",
  [`identity create ${G} -n id-az --query principalId -o tsv`, "principalId"],
  `identity show ${G} -n id-az`,
  `identity list ${G}`,
  `resource list ${G}`,
  `resource show ${G} -n id-az --resource-type Microsoft.ManagedIdentity/userAssignedIdentities`,
  ["ad app create --display-name az-app --identifier-uris api://az-app --query appId -o tsv", "appId"],
  "ad app show --id {appId}",
  "ad app list --display-name az-app",
  "ad app update --id {appId} --set notes=hello",
  "ad app credential reset --id {appId}",
  "ad app credential list --id {appId}",
  "ad app owner list --id {appId}",
  "ad sp create --id {appId}",
  "ad sp show --id {appId}",
  "ad sp list --display-name az-app",
  "ad group create --display-name az-group --mail-nickname azgroup",
  "ad group show -g az-group",
  "ad group member add -g az-group --member-id {principalId}",
  "ad group member list -g az-group",
  "ad group member check -g az-group --member-id {principalId}",
  "ad group list",
  `storage account create ${G} -n stazuretest -l uksouth --sku Standard_LRS`,
  `storage account show ${G} -n stazuretest`,
  `storage account list ${G}`,
  `storage account keys list ${G} -n stazuretest`,
  "storage account check-name -n stazuretest",
  "storage container create -n container --account-name stazuretest --auth-mode key",
  "storage container list --account-name stazuretest --auth-mode key",
  `keyvault create ${G} -n kv-az-test -l uksouth`,
  "keyvault show -n kv-az-test",
  `keyvault list ${G}`,
  "keyvault set-policy -n kv-az-test --object-id {principalId} --secret-permissions get",
  `appservice plan create ${G} -n plan-az --sku S1`,
  `appservice plan show ${G} -n plan-az`,
  `appservice plan list ${G}`,
  `functionapp create ${G} -n fn-az-test --plan plan-az --storage-account stazuretest --functions-version 4 --runtime node --runtime-version 22 --disable-app-insights`,
  `functionapp show ${G} -n fn-az-test`,
  `functionapp list ${G}`,
  `functionapp config appsettings set ${G} -n fn-az-test --settings A=1`,
  `functionapp config appsettings list ${G} -n fn-az-test`,
  `functionapp config appsettings delete ${G} -n fn-az-test --setting-names A`,
  `functionapp config show ${G} -n fn-az-test`,
  `functionapp config set ${G} -n fn-az-test --always-on true`,
  `functionapp identity assign ${G} -n fn-az-test`,
  `functionapp identity show ${G} -n fn-az-test`,
  `functionapp deployment list-publishing-credentials ${G} -n fn-az-test`,
  `functionapp deployment source config-zip ${G} -n fn-az-test --src {folder}/app.zip`,
  `functionapp function list ${G} -n fn-az-test`,
  `functionapp keys list ${G} -n fn-az-test`,
  `functionapp restart ${G} -n fn-az-test`,
  `functionapp stop ${G} -n fn-az-test`,
  `functionapp start ${G} -n fn-az-test`,
  `webapp auth show ${G} -n fn-az-test`,
  `webapp auth update ${G} -n fn-az-test --enabled true --action AllowAnonymous`,
  "apim check-name -n apim-az",
  `apim create ${G} -n apim-az --publisher-email a@example.com --publisher-name A --sku-name Developer -l uksouth`,
  `apim show ${G} -n apim-az`,
  `apim list ${G}`,
  `apim api create ${APIM} --api-id echo --path echo --display-name Echo --service-url https://example.com`,
  `apim api show ${APIM} --api-id echo`,
  `apim api list ${APIM}`,
  `apim api update ${APIM} --api-id echo --description Echoes`,
  `apim api operation list ${APIM} --api-id echo`,
  `apim product list ${APIM}`,
  `apim nv list ${APIM}`,
  "rest -m get -u /subscriptions/{subscriptionId}/resourceGroups/rg-az?api-version=2021-04-01",
  `apim api delete ${APIM} --api-id echo -y`,
  `functionapp delete ${G} -n fn-az-test`,
  "keyvault delete -n kv-az-test",
  "keyvault purge -n kv-az-test",
  "ad app delete --id {appId}",
  "ad group delete -g az-group",
  `identity delete ${G} -n id-az`,
  `apim delete ${G} -n apim-az -y`,
  "group delete -n rg-az -y",
];

describe.runIf(hasAz)("the Azure CLI as it is", () => {
  test("makes, reads, changes and deletes, and leaves nothing behind", { timeout: 300_000 }, async () => {
    for (const command of commands) {
      const [line, name] = typeof command === "string" ? [command, undefined] : command;
      // Keys are told by the app's own host, once that is up.
      if (line.startsWith("functionapp keys")) await cloud.appService.whenRunning("fn-az-test");
      const printed = await az(line);
      if (name !== undefined) kept[name] = printed;
    }
    expect(JSON.parse(await az("group list"))).toEqual([]);
    await expect(az("group show -n rg-az")).rejects.toThrow("ResourceGroupNotFound");
    await expect(az("ad app show --id {appId}")).rejects.toThrow(/does not exist|Request_ResourceNotFound/);
  });
});
