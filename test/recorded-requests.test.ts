import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { buildFunctions } from "../demo/functions/build.ts";
import { demoCases, runCases } from "../src/cli/demo/cases.ts";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { writeZip } from "../src/terraform/resources/write-zip.ts";
import { type RecordedRequest, Replay, readRecording } from "./support/replay.ts";

let zips: Readonly<Record<"public" | "private", Uint8Array>>;

beforeAll(async () => {
  const built = await buildFunctions();
  const [publicZip, privateZip] = await Promise.all(built.map(({ packageFolder }) => zipOf(packageFolder)));
  if (publicZip === undefined || privateZip === undefined) throw new Error("The demo has two function apps.");
  zips = { public: publicZip, private: privateZip };
});

function zipOf(folder: string): Promise<Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return writeZip(
    files.map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return { name: relative(folder, path).replaceAll(sep, "/"), content: readFileSync(path) };
    }),
  );
}

async function demoResults(cloud: Cloud) {
  for (const site of cloud.appService.status()) await cloud.appService.whenRunning(site.name);
  const app = (name: string) => `https://fn-apim-mi-demo-public-${name}.azurewebsites.net/api`;
  const outputs = {
    untrustedSimpleUrl: `${app("untrusted")}/simple`,
    trustedSimpleUrl: `${app("trusted")}/simple`,
    untrustedGroupUrl: `${app("untrusted")}/group`,
    trustedGroupUrl: `${app("trusted")}/group`,
    untrustedApiUrl: "https://fn-apim-mi-demo-apim.azure-api.net/untrusted/test",
    subscriptionKey: "0123456789abcdef0123456789abcdef",
  };
  const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    cloud.outbound.request({ method: "GET", url: new URL(url), headers });
  return runCases(demoCases(outputs, send));
}

/**
 * Recorded on this machine's Gatehouse, whose answers the providers took: `docs/decisions/0022` tells how. Requests for tokens and those signed
 * with a storage key are left out; so is a question that was just asked.
 */
describe("what Terraform's own providers sent is answered as it was, and the demo runs on it", () => {
  test.each(["azurerm-4.81.0-azuread-3.9.0"])("%s", async (name) => {
    const path = fileURLToPath(new URL(`fixtures/recorded-requests/${name}.jsonl`, import.meta.url));
    const recording = readRecording(path);
    const phase = (wanted: RecordedRequest["phase"]) => recording.filter((request) => request.phase === wanted);
    await using cloud = await startCloud();
    const before = cloud.resources.below("").map(({ id }) => id);
    const replay = new Replay({ cloud, zips });
    expect(await replay.send(phase("apply"))).toEqual([]);
    expect((await demoResults(cloud)).filter(({ passed }) => !passed)).toEqual([]);
    expect(await replay.send(phase("plan"))).toEqual([]);
    expect(await replay.send(phase("destroy"))).toEqual([]);
    expect(cloud.resources.below("").map(({ id }) => id)).toEqual(before);
  });
});
