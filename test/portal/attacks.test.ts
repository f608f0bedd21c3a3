import { execFile } from "node:child_process";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

let cloud: Cloud;
let cookie: string;

beforeAll(async () => {
  // Not offline: the proxy passes on what it doesn't serve.
  cloud = await startCloud();
  const page = await fetch(cloud.url, { headers: { accept: "text/html" } });
  cookie = page.headers.get("set-cookie")?.split(";")[0] ?? "";
});
afterAll(() => cloud?.close());

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Without a library that would set headers of its own. */
function send({ method = "GET", path = "/gatehouse/identity-cache", headers, body }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port: cloud.port, method, path, headers, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.end(body);
  });
}

describe("the portal's session", () => {
  const own = () => `http://localhost:${cloud.port}`;
  const host = () => `localhost:${cloud.port}`;

  test("is for the page's own requests, and no script can read its cookie", async () => {
    const page = await fetch(cloud.url, { headers: { accept: "text/html" } });
    expect(page.headers.get("set-cookie")).toMatch(/; Path=\/gatehouse; HttpOnly; SameSite=Strict$/);
    expect(await send({ headers: { host: host(), cookie, "sec-fetch-site": "same-origin" } })).toBe(200);
    expect(await send({ method: "DELETE", headers: { host: host(), cookie, origin: own() } })).toBe(204);
  });

  test.each([
    ["without a cookie", () => ({ host: host(), origin: own() }), 401],
    ["with another session's cookie", () => ({ host: host(), origin: own(), cookie: `${cookie}x` }), 401],
    [
      "with a cookie that is no text",
      () => ({ host: host(), origin: own(), cookie: `${cookie.split("=")[0]}=%ff%fe` }),
      401,
    ],
    ["from another site", () => ({ host: host(), cookie, origin: "https://evil.example" }), 403],
    ["from another port of this machine", () => ({ host: host(), cookie, origin: "http://localhost:1" }), 403],
    [
      "from a page of a function app",
      () => ({ host: host(), cookie, origin: `http://fn.azurewebsites.net.localhost:${cloud.port}` }),
      403,
    ],
    ["from a page without an origin", () => ({ host: host(), cookie, origin: "null" }), 403],
    ["without an Origin, for a write", () => ({ host: host(), cookie }), 403],
    [
      "from a sandboxed fetch that hides its origin",
      () => ({ host: host(), cookie, origin: own(), "sec-fetch-site": "cross-site" }),
      403,
    ],
    [
      "under a name that was bound to 127.0.0.1",
      () => ({ host: "evil.example", cookie, origin: "http://evil.example" }),
      421,
    ],
    ["under such a name with this port", () => ({ host: `evil.example:${cloud.port}`, cookie }), 421],
  ] as const)("is refused %s", async (_name, headers, status) => {
    expect(await send({ method: "DELETE", headers: headers() })).toBe(status);
  });

  test("is refused to a read across sites", async () => {
    expect(await send({ headers: { host: host(), cookie, "sec-fetch-site": "cross-site" } })).toBe(403);
    expect(await send({ headers: { host: host(), cookie, "sec-fetch-site": "same-site" } })).toBe(403);
  });

  test.each([
    ["Resource Manager", "/gatehouse/azure/management.azure.com/subscriptions?api-version=2022-12-01"],
    ["Graph", "/gatehouse/azure/graph.microsoft.com/v1.0/users"],
    ["the sender", "/gatehouse/send"],
  ])("is needed for %s", async (_name, path) => {
    expect(await send({ path, headers: { host: host() } })).toBe(401);
  });

  test("lends the operator's rights to the page only, not to who comes with a token", async () => {
    const { tenantId, clientId, clientSecret } = cloud.operator;
    const { body } = await cloud.outbound.request({
      method: "POST",
      url: new URL(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `grant_type=client_credentials&client_id=${clientId}&client_secret=${encodeURIComponent(clientSecret)}&scope=https%3A%2F%2Fmanagement.azure.com%2F.default`,
    });
    const { access_token: token } = JSON.parse(body.toString()) as { readonly access_token: string };
    const headers = { host: host(), authorization: `Bearer ${token}` };
    expect(await send({ headers })).toBe(200);
    expect(await send({ path: "/gatehouse/azure/graph.microsoft.com/v1.0/users", headers })).toBe(403);
  });

  test("reaches no host but Resource Manager and Graph, whatever the path says", async () => {
    const ask = (path: string) => send({ path: `/gatehouse/azure/${path}`, headers: { host: host(), cookie } });
    expect(await ask("login.microsoftonline.com/x")).toBe(404);
    expect(await ask("evil.example/x")).toBe(404);
    expect(await ask("management.azure.com@evil.example/x")).toBe(404);
    expect(await ask("management.azure.com/..%2f..%2fevil.example/x?api-version=2022-12-01")).toBe(404);
  });

  test("sends to no host that isn't served here", async () => {
    const headers = { host: host(), cookie, origin: own(), "content-type": "application/json" };
    const to = (url: string) =>
      send({
        method: "POST",
        path: "/gatehouse/send",
        headers,
        body: JSON.stringify({ method: "GET", url, headers: [] }),
      });
    expect(await to("http://127.0.0.1:22/")).toBe(400);
    expect(await to("https://evil.example/")).toBe(400);
    expect(await to("file:///etc/passwd")).toBe(400);
  });
});

describe("the page, which brings a session along", () => {
  const ask = (uid: number, lines: readonly string[]): Promise<string> => {
    const script = `exec 3<>/dev/tcp/127.0.0.1/${cloud.port}; printf '${lines.join("\\r\\n")}\\r\\n\\r\\n' >&3; head -1 <&3`;
    return promisify(execFile)("bash", ["-c", script], { uid, cwd: "/" }).then(({ stdout }) => stdout.trim());
  };
  const page = () => ["GET / HTTP/1.1", `Host: localhost:${cloud.port}`, "Accept: text/html", "Connection: close"];
  // Only the administrator can be somebody else.
  const canBeAnother = process.platform === "linux" && process.getuid?.() === 0;

  test.runIf(canBeAnother)("is not for another user of the machine", async () => {
    expect(await ask(0, page())).toBe("HTTP/1.1 200 OK");
    expect(await ask(65_534, page())).toBe("HTTP/1.1 403 Forbidden");
  });

  test.each(["127.0.0.1", "localhost"])("can't be had through the proxy, as %s", async (name) => {
    const target = `${name}:${cloud.port}`;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(cloud.port, "127.0.0.1");
      socket.once("error", reject);
      socket.once("data", (data) => {
        socket.destroy();
        resolve(data.toString().split("\r\n")[0] ?? "");
      });
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    });
    expect(answer).toBe("HTTP/1.1 502 Bad Gateway");
  });
});

describe("the page's own policy", () => {
  test("allows no script, frame or request but its own", async () => {
    const page = await fetch(`${cloud.url}/requests/1`, { headers: { accept: "text/html" } });
    expect(page.status).toBe(200);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(page.headers.get("x-frame-options")).toBe("DENY");
    expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("holds for its files, of which there are no others", async () => {
    const missing = await fetch(`${cloud.url}/assets/..%2f..%2f..%2fpackage.json`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get("x-content-type-options")).toBe("nosniff");
  });
});

describe.skipIf(chromiumPath === undefined)("another site's page in the same browser", () => {
  let browser: TestBrowser;
  let evil: Server;
  beforeAll(async () => {
    browser = await startBrowser();
    evil = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<title>evil</title><body></body>");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => evil.once("listening", resolve));
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    evil?.close();
  });
  const evilUrl = () => `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`;

  test("can neither read nor change anything, nor frame the portal", async () => {
    const { page } = await browser.open();
    await page.goto(cloud.url);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    await page.goto(evilUrl());
    const target = cloud.url;

    const read = await page.evaluate(
      (url) =>
        fetch(`${url}/gatehouse/identity-cache`, { credentials: "include" }).then(
          () => "read",
          () => "refused",
        ),
      target,
    );
    expect(read).toBe("refused");

    const answered = page.waitForResponse((response) => response.url().endsWith("/gatehouse/clock"));
    await page.evaluate((url) => {
      const form = document.createElement("form");
      form.method = "post";
      form.enctype = "text/plain";
      form.action = `${url}/gatehouse/clock`;
      const input = document.createElement("input");
      input.name = '{"advanceMs":86400000,"x":"';
      input.value = '"}';
      form.append(input);
      document.body.append(form);
      form.submit();
    }, target);
    expect((await answered).status()).toBeOneOf([401, 403]);
    expect(cloud.clock.offsetMs).toBe(0);
    await page.waitForURL("**/gatehouse/clock");

    await page.goto(evilUrl());
    const framed = await page.evaluate(
      (url) =>
        new Promise<string>((resolve) => {
          const frame = document.createElement("iframe");
          frame.onload = () => {
            // A refused frame shows an error page of no origin; one that was let in is of the portal's.
            resolve(frame.contentWindow?.length === 0 ? "refused" : "framed");
          };
          frame.src = url;
          document.body.append(frame);
        }),
      target,
    );
    expect(framed).toBe("refused");
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${target}/`);
  });
});
