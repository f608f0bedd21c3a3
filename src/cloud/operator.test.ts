import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEntra, type Entra } from "../entra/index.ts";
import { createClock, openStore, type Store, silentLog } from "../platform/index.ts";
import { type AccessControl, createAccessControl } from "../resource-manager/index.ts";
import { openOperator } from "./operator.ts";
import type { Operator } from "./operator-file.ts";
import { SUBSCRIPTION_ID, TENANT_ID } from "./well-known-ids.ts";

const clock = createClock();
let folder: string;
let store: Store;
let entra: Entra;
let access: AccessControl;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-operator-"));
  store = openStore(":memory:");
  entra = await createEntra({ store, clock, log: silentLog, tenantId: TENANT_ID });
  access = createAccessControl(store, entra.directory.groupsOf);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open(): Operator {
  return openOperator({ store, clock, directory: entra.directory, access, subscriptionId: SUBSCRIPTION_ID, folder });
}

const file = () => join(folder, "operator.json");
const owners = () => [...access.assignments()].map(({ principalId }) => principalId);
const passwords = ({ clientId }: Operator) =>
  entra.directory.applications.findByAppId(clientId)?.passwordCredentials.map(({ hint }) => hint);

describe("the operator", () => {
  test("is the same at every start, and its file is its owner's only", () => {
    const operator = open();
    expect(open()).toEqual(operator);
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(operator);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["operator.json"]);
  });

  test.each([
    ["lost", () => rmSync(file())],
    ["cut off", () => writeFileSync(file(), readFileSync(file(), "utf8").slice(0, 40))],
  ])("whose file is %s keeps its principal and gets a new secret; there is no second owner", (_, harm) => {
    const before = open();
    harm();
    const after = open();
    expect(after).toEqual({ ...before, clientSecret: expect.any(String) });
    expect(after.clientSecret).not.toBe(before.clientSecret);
    expect(passwords(after)).toEqual([after.clientSecret.slice(0, 3)]);
    expect(owners()).toEqual([after.objectId]);
    expect(open()).toEqual(after);
  });

  test("whose principal was deleted is made anew, and the old one owns nothing", () => {
    const before = open();
    entra.directory.servicePrincipals.delete(before.objectId);
    const after = open();
    expect(after.objectId).not.toBe(before.objectId);
    expect(owners()).toEqual([after.objectId]);
  });

  test("whose file can't be written is the same one at the next start", () => {
    const missing = folder;
    folder = join(missing, "gone");
    expect(open).toThrow("ENOENT");
    expect(existsSync(folder)).toBe(false);
    folder = missing;
    const operator = open();
    expect(owners()).toEqual([operator.objectId]);
    expect(passwords(operator)).toHaveLength(1);
  });
});
