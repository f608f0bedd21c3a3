import { describe, expect, test } from "vitest";
import { createOutbound } from "./outbound.ts";

const options = { serves: (hostname: string) => hostname.endsWith(".azurewebsites.net"), port: () => 4280 };
const { route } = createOutbound({ ...options, offline: true });
const edge = { secure: false, hostname: "127.0.0.1", port: 4280, leadsBack: true };

describe("the way out", () => {
  test.each([
    ["https://fn.azurewebsites.net/x", { ...edge, host: "fn.azurewebsites.net.localhost:4280" }],
    ["https://fn.azurewebsites.net:443/x", { ...edge, host: "fn.azurewebsites.net.localhost:4280" }],
    ["http://fn.azurewebsites.net/x", { ...edge, host: "fn.azurewebsites.net" }],
    ["http://fn.azurewebsites.net:80/x", { ...edge, host: "fn.azurewebsites.net" }],
    ["http://127.0.0.1:81/x", { secure: false, hostname: "127.0.0.1", port: 81, host: "127.0.0.1:81" }],
    ["https://[::1]/x", { secure: true, hostname: "::1", port: 443, host: "[::1]" }],
  ])("to %s", (url, expected) => {
    expect(route(new URL(url))).toEqual(expected);
  });

  test.each([
    ["https://fn.azurewebsites.net:8443/", "CONNECT_FAILED", "port 443 only"],
    ["https://fn.azurewebsites.net:80/", "CONNECT_FAILED", "port 443 only"],
    ["http://fn.azurewebsites.net:443/", "CONNECT_FAILED", "port 80 only"],
    ["https://example.com/", "OFFLINE", "example.com"],
  ])("to %s is none", (url, code, message) => {
    expect(() => route(new URL(url))).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test("to a host outside, when it may be asked", () => {
    const online = createOutbound({ ...options, offline: false });
    expect(online.route(new URL("https://example.com/x"))).toEqual({
      secure: true,
      hostname: "example.com",
      port: 443,
      host: "example.com",
    });
  });
});
