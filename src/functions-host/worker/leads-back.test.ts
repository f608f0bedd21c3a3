import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { leadsBackTo } from "./leads-back.ts";

describe("a request of an app leads back into the cloud at 127.0.0.1:4280", () => {
  const leadsBack = leadsBackTo("http://127.0.0.1:4280");

  test.each([
    ["https://apim.azure-api.net", true],
    ["https://fn.azurewebsites.net/api", true],
    ["https://LOGIN.microsoftonline.com", true],
    ["https://account.blob.core.windows.net", true],
    ["http://127.0.0.1:4280/msi/token", true],
    ["http://localhost:4280", true],
    ["http://fn.azurewebsites.net.localhost:4280", true],
    ["https://fn.azurewebsites.net.localhost:4280", true],
    ["https://fn.azurewebsites.net:8443", false],
    ["http://fn.azurewebsites.net", false],
    ["https://azurewebsites.net.example.com", false],
    ["https://example.com", false],
    ["http://example.com:4280", false],
    ["http://127.0.0.1:4281", false],
    ["http://127.0.0.1", false],
    ["nonsense", false],
  ])("%s: %s", (origin, expected) => {
    expect(leadsBack?.(origin)).toBe(expected);
  });

  test.each([[undefined], [""], ["http://proxy.example.com:8080"], ["nonsense"]])("unless the proxy is %s", (proxy) => {
    expect(leadsBackTo(proxy)).toBeUndefined();
  });

  test("under the names that connections are led there for", () => {
    const expression = (path: string) =>
      /const azure =\s+(\/.+\/i);/.exec(readFileSync(new URL(path, import.meta.url), "utf8"))?.[1];
    expect(expression("./leads-back.ts")).toMatch(/azurewebsites/);
    expect(expression("./leads-back.ts")).toBe(expression("../../edge/node-proxy.cjs"));
  });
});
