import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asCurl } from "../../src/portal/web/parts/as-curl.ts";

const PORT = 4100;
const request = (url: string, method = "GET", headers: readonly (readonly [string, string])[] = []) => ({
  url,
  method,
  headers,
});

/** What a shell would give curl as its arguments. */
function argumentsOf(command: string): readonly string[] {
  const script = `${command.replace(/^curl/, "printf '%s\\0'")}`;
  return execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

describe("a request as a curl command", () => {
  test.each([
    ["https://a.azure-api.net/b?c=d", "http://a.azure-api.net.localhost:4100/b?c=d"],
    ["https://a.azurewebsites.net", "http://a.azurewebsites.net.localhost:4100"],
    ["https://a.azurewebsites.net:443/", "http://a.azurewebsites.net.localhost:4100/"],
    ["http://127.0.0.1:4100/msi/token?resource=x", "http://127.0.0.1:4100/msi/token?resource=x"],
    ["https://localhost.example.net/", "http://localhost.example.net.localhost:4100/"],
  ])("goes to this machine: %s", (url, here) => {
    expect(argumentsOf(asCurl(request(url), PORT))).toContain(here);
  });

  test("keeps what was removed as it stands, and leaves out what curl makes itself", () => {
    const command = asCurl(
      request("https://a.azure-api.net/?code=[removed]", "POST", [
        ["Host", "a.azure-api.net"],
        ["Content-Length", "12"],
        ["Authorization", "Bearer eyJ.eyJ.[removed]"],
        ["x-empty", ""],
      ]),
      PORT,
    );
    expect(argumentsOf(command)).toEqual([
      ...["--globoff", "-i", "-X", "POST", "http://a.azure-api.net.localhost:4100/?code=[removed]"],
      ...["-H", "Authorization: Bearer eyJ.eyJ.[removed]", "-H", "x-empty;"],
    ]);
  });

  test("sends the body as it is", () => {
    const command = asCurl({ ...request("https://a.azure-api.net/", "POST"), body: "it's\n$HOME" }, PORT);
    expect(argumentsOf(command).slice(-2)).toEqual(["--data-binary", "it's\n$HOME"]);
  });

  test("asks for a head with curl's own option, which waits for no body", () => {
    expect(argumentsOf(asCurl(request("https://a.azure-api.net/", "HEAD"), PORT))).toContain("--head");
  });

  test("says to a shell no more than it says to people, whatever a caller has sent", () => {
    const text = fc.string({ unit: fc.constantFrom(..."'\"$`\\ ;&|<>(){}!#*?~aB"), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, (path, value) => {
        const command = asCurl(request(`https://a.azure-api.net/${path}`, "GET", [["x-value", value]]), PORT);
        const given = argumentsOf(command);
        expect(given.at(-3)).toBe(`http://a.azure-api.net.localhost:${PORT}/${path}`);
        expect(given.at(-1)).toBe(`x-value: ${value}`);
      }),
      { numRuns: 50 },
    );
  });
});
