import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";
import { openStore, type ResourceId } from "../../src/platform/index.ts";
import { openResourceStore, type Resource, type ResourceStore } from "../../src/resource-manager/index.ts";
import { connectManagement } from "../../test/support/management-client.ts";
import { slowdown } from "./measure.ts";

const FEW = 100;
const MANY = 10_000;
const GROUP_SIZE = 100;
const ROUNDS = 15;
/** A request may take this much longer with 100 times the resources. */
const LIMIT = 1.5;
const TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";
const groupOf = (subscription: string, index: number) => `/subscriptions/${subscription}/resourceGroups/group-${index}`;

/** `count` resources in groups of `GROUP_SIZE`. */
function fill(resources: ResourceStore, subscription: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const group = groupOf(subscription, Math.floor(index / GROUP_SIZE));
    if (index % GROUP_SIZE === 0) resources.put(resource(group, "Microsoft.Resources/resourceGroups"));
    resources.put(resource(`${group}/providers/${TYPE}/identity-${index}`, TYPE));
  }
}

function resource(id: string, type: string): Resource {
  const name = id.slice(id.lastIndexOf("/") + 1);
  const properties = { provisioningState: "Succeeded" };
  return { id: id as ResourceId, name, type, location: "uksouth", properties };
}

/** Asks a cloud as a client does, over HTTP. Throws when the answer isn't the wanted one: nothing else may be measured. */
async function asking(cloud: Cloud, path: (subscription: string) => string): Promise<() => Promise<void>> {
  const send = await connectManagement(cloud);
  return async () => {
    const url = `${path(cloud.operator.subscriptionId)}?api-version=2021-04-01&$top=${GROUP_SIZE}`;
    const { status, body } = await send("GET", url);
    if (status !== 200) throw new Error(`GET ${url}: ${status} ${JSON.stringify(body)}`);
  };
}

async function measureRequests(): Promise<ReadonlyMap<string, number>> {
  await using few = await startCloud({ offline: true });
  await using many = await startCloud({ offline: true });
  fill(few.resources, few.operator.subscriptionId, FEW);
  fill(many.resources, many.operator.subscriptionId, MANY);
  const found = new Map<string, number>();
  for (const [name, path] of [
    ["GET of one", (subscription: string) => groupOf(subscription, 0)],
    ["list of a group", (subscription: string) => `${groupOf(subscription, 0)}/resources`],
    ["page of a subscription's list", (subscription: string) => `/subscriptions/${subscription}/resources`],
  ] as const) {
    const contest = { few: await asking(few, path), many: await asking(many, path) };
    found.set(name, await slowdown(contest, ROUNDS, 40));
  }
  return found;
}

/** Opens states of both sizes, so often that as many resources are read from each. */
async function measureStartUp(folder: string): Promise<number> {
  const reading = (count: number) => {
    const path = join(folder, `${count}.db`);
    const store = openStore(path);
    store.transaction(() => fill(openResourceStore(store), "bench", count));
    store.close();
    return () => {
      for (let read = 0; read < MANY; read += count) {
        const again = openStore(path);
        openResourceStore(again);
        again.close();
      }
    };
  };
  return slowdown({ few: reading(FEW), many: reading(MANY) }, ROUNDS, 1);
}

const folder = mkdtempSync(join(tmpdir(), "gatehouse-control-plane-"));
try {
  const ratios = new Map([...(await measureRequests()), ["start-up, per resource", await measureStartUp(folder)]]);
  for (const [name, ratio] of ratios) process.stdout.write(`${name}: ${ratio.toFixed(2)} (at most ${LIMIT})\n`);
  if ([...ratios.values()].some((ratio) => ratio > LIMIT)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
