import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../../cloud/index.ts";
import { certificateCheck } from "../doctor/certificate-check.ts";
import { diskCheck } from "../doctor/disk-check.ts";
import { localhostCheck } from "../doctor/localhost-check.ts";
import { nodeCheck } from "../doctor/node-check.ts";
import { permissionsCheck } from "../doctor/permissions-check.ts";
import { portCheck } from "../doctor/port-check.ts";
import { programCheck } from "../doctor/program-check.ts";
import { cli } from "../testing/fake-terminal.ts";

const place = mkdtempSync(join(tmpdir(), "gatehouse-doctor-"));
const folder = join(place, "state");
let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ folder, offline: true });
});
afterAll(async () => {
  await cloud.close();
  rmSync(place, { recursive: true });
});

describe("gatehouse doctor", () => {
  test("finds nothing wrong with a cloud that is up", async () => {
    const { code, out, err } = await cli("doctor", "--port", String(cloud.port), "--state", folder);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`is up on port ${cloud.port} (process ${process.pid}).`);
    expect(out).toContain(`✓ Only you can read ${folder}.`);
    expect(out).not.toContain("✗");
    expect(existsSync(join(place, "nowhere"))).toBe(false);
  });

  test("says what is wrong and what to do, and fails", async () => {
    chmodSync(folder, 0o755);
    const { code, out, err } = await cli("doctor", "--port", String(cloud.port), "--state", folder);
    chmodSync(folder, 0o700);
    expect({ code, err }).toEqual({ code: 1, err: "gatehouse: 1 check failed." });
    expect(out).toContain(`✗ Other users of this machine can read ${folder}. Run: chmod go-rwx ${folder}`);
  });

  test("makes nothing where no cloud has been yet", async () => {
    const fresh = join(place, "fresh");
    const { code, out } = await cli("doctor", "--port", "0", "--state", fresh, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toContainEqual({
      verdict: "right",
      about: `There is no state yet: the first start makes ${fresh}.`,
    });
    expect(existsSync(fresh)).toBe(false);
  });
});

describe("a check of", () => {
  test.each([
    ["24.0.0", "right"],
    ["25.1.0", "right"],
    ["22.21.0", "wrong"],
  ])("Node.js %s is %s", (version, verdict) => {
    expect(nodeCheck(version).verdict).toBe(verdict);
  });

  test("a port that something else has is wrong", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await portCheck(port)).toMatchObject({ verdict: "wrong", about: expect.stringContaining("EADDRINUSE") });
    await new Promise((resolve) => server.close(resolve));
  });

  test.each([
    [["127.0.0.1"], "right"],
    [["::1", "127.0.0.1"], "right"],
    [[], "note"],
    [["203.0.113.7"], "wrong"],
    [["127.0.0.1", "2001:db8::1"], "wrong"],
  ])("names below localhost that lead to %j is %s", async (addresses, verdict) => {
    expect((await localhostCheck(async () => addresses)).verdict).toBe(verdict);
  });

  test("a secret that others can read is wrong", () => {
    const secret = join(folder, "operator.json");
    chmodSync(secret, 0o644);
    expect(permissionsCheck(folder)).toMatchObject({ verdict: "wrong", advice: `Run: chmod go-rwx ${secret}` });
    chmodSync(secret, 0o600);
  });

  test("a disk that can be written is right, of a folder that isn't there yet too", () => {
    expect(diskCheck(join(place, "not", "there")).about).toContain(`${place} can be written`);
  });

  test.each([
    ["years before its end", 0, "right"],
    ["a week before its end", 3650 - 7, "wrong"],
    ["after its end", 3660, "wrong"],
  ])("the authority's certificate %s", (_, days, verdict) => {
    expect(certificateCheck(folder, Date.now() + days * 86_400_000).verdict).toBe(verdict);
  });

  test("a certificate that is none is wrong", () => {
    const broken = join(place, "broken");
    mkdirSync(join(broken, "authority"), { recursive: true });
    writeFileSync(join(broken, "authority", "ca.pem"), "no certificate");
    expect(certificateCheck(broken, Date.now()).verdict).toBe("wrong");
  });

  test("a program that Gatehouse can do without is worth a note", () => {
    expect(programCheck("no-such-program", "nobody needs it")).toEqual({
      verdict: "note",
      about: "no-such-program is not on the PATH; only nobody needs it.",
    });
  });
});
