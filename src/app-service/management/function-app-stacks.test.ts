import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { armError, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const STACKS = "/providers/Microsoft.Web/functionAppStacks";

describe("the runtimes of function apps", () => {
  test.each([
    ["", ["windowsRuntimeSettings", "linuxRuntimeSettings"]],
    ["Windows", ["windowsRuntimeSettings"]],
    ["linux", ["linuxRuntimeSettings"]],
  ])("are those of Node.js, for stackOsType '%s'", async (system, settings) => {
    const query = system === "" ? "" : `?stackOsType=${system}`;
    const { status, body } = await cloud.arm("GET", `${STACKS}${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ value: [{ name: "node", properties: { value: "node" } }] });
    const text = JSON.stringify(body);
    for (const name of ["windowsRuntimeSettings", "linuxRuntimeSettings"])
      expect(text.includes(name)).toBe(settings.includes(name));
  });

  test("are none for another system", async () => {
    expect(await armError(cloud.arm("GET", `${STACKS}?stackOsType=BeOS`))).toMatchObject({ status: 400 });
  });
});
