import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localUrl } from "../src/cli/local-url.ts";
import { readOperator, SUBSCRIPTION_ID, startCloud } from "../src/cloud/index.ts";
import { connectManagement } from "./support/management-client.ts";

const GROUP = `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/rush`;
const PROVIDER = `${GROUP}/providers/Microsoft.ApiManagement/service`;
const VERSION = "api-version=2022-08-01";
const WRITERS = 20;
/** Answered writes before the kill, while others are under way. */
const ENOUGH = 40;
/** So many that most of the time goes into writing them. */
const OPERATIONS = 200;

let state: string;
let child: ChildProcess | undefined;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "gatehouse-killed-"));
});
afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(state, { recursive: true, force: true, maxRetries: 10 });
});

/** Starts an empty cloud as a person does, and resolves to its port. */
async function startUp(): Promise<number> {
  const parameters = ["src/cli/main.ts", "up", "--offline", "--state", state, "--port", "0"];
  child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const { stdout } = child;
  if (stdout === null) throw new Error("The process has no output.");
  for await (const line of createInterface({ input: stdout })) {
    const port = /Gatehouse is up on http:\/\/localhost:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error("The process ended before it was up.");
}

const service = {
  location: "uksouth",
  sku: { name: "Developer", capacity: 1 },
  properties: { publisherEmail: "a@example.com", publisherName: "A" },
};
const paths = Object.fromEntries(
  Array.from({ length: OPERATIONS }, (_, index) => [
    `/p${index}`,
    { get: { responses: { "200": { description: "" } } } },
  ]),
);
const definition = JSON.stringify({ openapi: "3.0.1", info: { title: "Many", version: "1" }, paths });

test("what was answered before a kill is there afterwards, and nothing is there by half", {
  timeout: 60_000,
}, async () => {
  const port = await startUp();
  const operator = readOperator(state);
  if (operator === undefined) throw new Error("The cloud kept no operator.");
  const send = await connectManagement({ operator, port, localUrl: (azureUrl) => localUrl(azureUrl, port) });
  await send("PUT", `${GROUP}?api-version=2021-04-01`, { location: "uksouth" });

  const answered: string[] = [];
  let isKilled = false;
  /** Makes services, each with an API of many operations, until there is nobody to answer. */
  async function write(writer: number): Promise<void> {
    for (let round = 0; !isKilled; round += 1) {
      const id = `${PROVIDER}/rush-${writer}-${round}`;
      const api = { properties: { path: "many", format: "openapi+json", value: definition } };
      for (const [path, body] of [
        [id, service],
        [`${id}/apis/many`, api],
      ] as const) {
        const { status } = await send("PUT", `${path}?${VERSION}`, body);
        expect([200, 201]).toContain(status);
        answered.push(path);
      }
    }
  }
  // In the middle of a write: the kill is told by the change of the file, not by an answer.
  const watcher = watch(state, () => {
    if (answered.length < ENOUGH) return;
    isKilled = true;
    child?.kill("SIGKILL");
  });
  // The writers whose request the kill cut off fail; which they are is chance.
  await Promise.allSettled(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  watcher.close();
  expect(answered.length).toBeGreaterThanOrEqual(ENOUGH);

  await using cloud = await startCloud({ folder: state, offline: true });
  expect(answered.filter((id) => cloud.resources.get(id) === undefined)).toEqual([]);
  const services = cloud.resources.list("Microsoft.ApiManagement/service", GROUP);
  const groups = services.map(({ id }) => cloud.resources.list("Microsoft.ApiManagement/service/groups", id).length);
  expect([...new Set(groups)]).toEqual([3]);
  const apis = cloud.resources
    .list("Microsoft.ApiManagement/service/apis", GROUP)
    .filter(({ name }) => name === "many");
  const operations = apis.map(
    ({ id }) => cloud.resources.list("Microsoft.ApiManagement/service/apis/operations", id).length,
  );
  expect([...new Set(operations)]).toEqual([OPERATIONS]);
});
