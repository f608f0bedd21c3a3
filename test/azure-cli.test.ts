import { execFile, spawnSync } from "node:child_process";
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { createAzureClients } from "../src/terraform/index.ts";
import { demoResults } from "./support/demo-results.ts";

/** Where the Azure CLI is not installed these tests are left out; `.ci/run` installs it. */
const hasAz = spawnSync("az", ["version"], { stdio: "ignore" }).status === 0;

let cloud: Cloud;
/** Texts that later commands need, by the name that they have in `{…}`. */
const kept: Record<string, string> = {};

beforeAll(async () => {
  if (!hasAz) return;
  cloud = await startCloud({ offline: true });
  Object.assign(kept, cloud.operator);
});
afterAll(async () => {
  if (!hasAz) return;
  await cloud.close();
});

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program as `gatehouse run` does, with this Node.js before any other. Throws with what it printed. */
function run(program: string, parameters: readonly string[], minutes: number): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
    const env = { ...process.env, ...cloud.environment(), PATH: path };
    execFile(program, [...parameters], { env, timeout: minutes * 60_000 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(`${program} ${parameters.join(" ")}\n${stdout}\n${stderr}`));
    });
  });
}

async function az(command: string): Promise<string> {
  const parameters = command.replaceAll(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? "").split(" ");
  return (await run("az", parameters, 1)).stdout.trim();
}

const script = (name: string) =>
  run("bash", [fileURLToPath(new URL(`../demo/azure-cli/${name}.sh`, import.meta.url))], 5);

/** A command, and the name under which what it prints is kept. */
type Command = string | readonly [command: string, name: string];

const DEMO = "fn-apim-mi-demo";
const APIM_GROUP = `-g ${DEMO}-apim-rg`;
const PRIVATE_GROUP = `-g ${DEMO}-private-rg`;
const APP = `-g ${DEMO}-public-rg -n ${DEMO}-public-trusted`;
const APIM = `${APIM_GROUP} --service-name ${DEMO}-apim`;
const STORAGE = "fnapimmidemoprivate";
const VAULT = "fnapimmidemoprivate";
const SECRET = `https://${VAULT}.vault.azure.net/secrets/app-registration-client-secret?api-version=7.4`;
const SERVICE = `/subscriptions/{subscriptionId}/resourceGroups/${DEMO}-apim-rg/providers/Microsoft.ApiManagement/service/${DEMO}-apim`;
const VERSION = "api-version=2022-08-01";

/** What the demo's own scripts don't use: mostly looking at what they made, and taking away one thing at a time. */
const commands: readonly Command[] = [
  `group show -n ${DEMO}-apim-rg`,
  "group list",
  `group exists -n ${DEMO}-apim-rg`,
  `group update -n ${DEMO}-apim-rg --tags a=b`,
  "account list-locations --query [0].name",
  "provider show -n Microsoft.Web",
  "provider list --query [0].namespace",
  [`identity show ${APIM_GROUP} -n ${DEMO}-apim --query principalId -o tsv`, "principalId"],
  `identity list ${APIM_GROUP}`,
  `resource list ${APIM_GROUP}`,
  `resource show ${APIM_GROUP} -n ${DEMO}-apim --resource-type Microsoft.ManagedIdentity/userAssignedIdentities`,
  [`ad app list --display-name ${DEMO}-apim --query [0].appId -o tsv`, "appId"],
  "ad app show --id {appId}",
  "ad app credential list --id {appId}",
  "ad app owner list --id {appId}",
  `ad sp list --display-name ${DEMO}-apim`,
  `ad group show -g ${DEMO}-private`,
  `ad group member list -g ${DEMO}-private`,
  `ad group member check -g ${DEMO}-private --member-id {principalId}`,
  "ad group list",
  `storage account show ${PRIVATE_GROUP} -n ${STORAGE}`,
  `storage account list ${PRIVATE_GROUP}`,
  `storage account keys list ${PRIVATE_GROUP} -n ${STORAGE}`,
  `storage account check-name -n ${STORAGE}`,
  `storage container create -n container --account-name ${STORAGE} --auth-mode key`,
  `storage container list --account-name ${STORAGE} --auth-mode key`,
  `keyvault show -n ${VAULT}`,
  `keyvault list ${PRIVATE_GROUP}`,
  `appservice plan show ${PRIVATE_GROUP} -n ${DEMO}-private`,
  `appservice plan list ${PRIVATE_GROUP}`,
  `functionapp show ${APP}`,
  `functionapp list -g ${DEMO}-public-rg`,
  `functionapp config appsettings list ${APP}`,
  `functionapp config show ${APP}`,
  `functionapp config set ${APP} --always-on true`,
  `functionapp identity show ${APP}`,
  `functionapp deployment list-publishing-credentials ${APP}`,
  `functionapp function list ${APP}`,
  `functionapp keys set ${APP} --key-type functionKeys --key-name caller --key-value abcdefgh12345678`,
  `functionapp keys list ${APP}`,
  `functionapp restart ${APP}`,
  `functionapp stop ${APP}`,
  `functionapp start ${APP}`,
  `webapp auth show ${APP}`,
  `webapp auth update ${APP} --enabled true --action AllowAnonymous`,
  `apim check-name -n ${DEMO}-apim`,
  `apim show ${APIM_GROUP} -n ${DEMO}-apim`,
  `apim list ${APIM_GROUP}`,
  `apim update ${APIM_GROUP} -n ${DEMO}-apim --publisher-name Other`,
  `apim api show ${APIM} --api-id untrusted`,
  `apim api list ${APIM}`,
  `apim api update ${APIM} --api-id untrusted --description Untrusted`,
  `apim api operation list ${APIM} --api-id untrusted`,
  `apim product list ${APIM}`,
  `rest -m put -u ${SERVICE}/namedValues/one?${VERSION} -b {"properties":{"displayName":"one","value":"1"}}`,
  `apim nv list ${APIM}`,
  `apim nv show ${APIM} --named-value-id one`,
  `apim nv delete ${APIM} --named-value-id one -y`,
  `apim api revision create ${APIM} --api-id untrusted --api-revision 2`,
  `apim api revision list ${APIM} --api-id untrusted`,
  `rest -m put -u ${SERVICE}/apis/untrusted/releases/first?${VERSION} -b {"properties":{"apiId":"/apis/untrusted;rev=2"}}`,
  `apim api release list ${APIM} --api-id untrusted`,
  `rest -m get -u /subscriptions/{subscriptionId}/resourceGroups/${DEMO}-apim-rg?api-version=2021-04-01`,
  `apim api delete ${APIM} --api-id untrusted --delete-revisions true -y`,
  `functionapp delete ${APP}`,
  `keyvault delete -n ${VAULT}`,
  `identity delete ${APIM_GROUP} -n ${DEMO}-apim`,
  `apim delete ${APIM_GROUP} -n ${DEMO}-apim -y`,
];

/** What there is in the cloud, by its ids. */
async function everything(): Promise<readonly unknown[]> {
  const { graph } = createAzureClients(cloud.outbound.request, cloud.operator);
  const collections = ["applications", "servicePrincipals", "groups"];
  const directory = await Promise.all(collections.map((name) => graph("GET", `/${name}?$top=999&$select=id`)));
  return [cloud.resources.below("").map(({ id }) => id), ...directory.map(({ body }) => body)];
}

describe.runIf(hasAz)("the Azure CLI as it is", () => {
  test("deploys the demo, looks at it, changes it, and leaves nothing behind", { timeout: 600_000 }, async () => {
    const before = await everything();
    const { stdout, stderr } = await script("deploy");
    // Nothing had to be tried again, as it may have to in Azure.
    expect(stderr).not.toContain("Attempt");

    const key = await az(
      `rest -m post -u ${SERVICE}/subscriptions/demo/listSecrets?${VERSION} --query primaryKey -o tsv`,
    );
    const secret = await az(`rest -m get --resource https://vault.azure.net -u ${SECRET} --query value -o tsv`);
    expect(secret).not.toBe("");
    for (const hidden of [key, secret, cloud.operator.clientSecret]) expect(stdout + stderr).not.toContain(hidden);
    const results = await demoResults(cloud, key);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    expect(results).toHaveLength(5);

    for (const command of commands) {
      const [line, name] = typeof command === "string" ? [command, undefined] : command;
      // Keys are told by the app's own host, once that is up.
      if (line.startsWith("functionapp keys")) await cloud.appService.whenRunning(`${DEMO}-public-trusted`);
      const answer = await az(line);
      if (name !== undefined) kept[name] = answer;
    }

    await script("destroy");
    expect(await everything()).toEqual(before);
    expect(JSON.parse(await az("group list"))).toEqual([]);
    await expect(az(`group show -n ${DEMO}-apim-rg`)).rejects.toThrow("ResourceGroupNotFound");
    await expect(az("ad app show --id {appId}")).rejects.toThrow(/does not exist|Request_ResourceNotFound/);
  });
});
