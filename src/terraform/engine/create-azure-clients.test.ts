import { describe, expect, test } from "vitest";
import type { AzureClients } from "./azure-clients.ts";
import { createAzureClients } from "./create-azure-clients.ts";

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const ARM = "https://management.azure.com";
const credentials = { tenantId: "tid", subscriptionId: "sub", clientId: "cid", clientSecret: "secret" };

/** Clients of services that give these answers in turn; token requests are answered apart. */
function clients(...answers: readonly Answer[]): { readonly azure: AzureClients; readonly log: string[] } {
  const log: string[] = [];
  const rest = [...answers];
  const azure = createAzureClients(async ({ method, url, headers, body }) => {
    if (url.hostname === "login.microsoftonline.com") {
      const scope = new URLSearchParams(String(body)).get("scope");
      log.push(`token ${scope}`);
      const payload = Buffer.from(JSON.stringify({ oid: "caller" })).toString("base64url");
      return json({ status: 200, body: { access_token: `h.${payload}.s`, expires_in: 3600 } });
    }
    log.push(`${method} ${url.href}`);
    expect(headers.authorization).toMatch(/^Bearer h\./);
    return json(rest.shift() ?? { status: 500 });
  }, credentials);
  return { azure, log };
}

function json({ status, headers = {}, body }: Answer) {
  return { status, headers, body: Buffer.from(body === undefined ? "" : JSON.stringify(body)) };
}

describe("requests", () => {
  test("take one token for each service, also when they start at the same time", async () => {
    const { azure, log } = clients(...Array.from({ length: 4 }, () => ({ status: 200, body: {} })));
    await Promise.all([azure.arm("GET", "/a", "1"), azure.arm("GET", "/b?x=y", "1"), azure.graph("GET", "/c")]);
    await azure.keyVault("GET", "https://v-1.vault.azure.net/secrets/s");
    expect(log.toSorted()).toEqual([
      "GET https://graph.microsoft.com/v1.0/c",
      `GET ${ARM}/a?api-version=1`,
      `GET ${ARM}/b?x=y&api-version=1`,
      "GET https://v-1.vault.azure.net/secrets/s?api-version=7.4",
      "token https://graph.microsoft.com/.default",
      `token ${ARM}/.default`,
      "token https://vault.azure.net/.default",
    ]);
    expect(await azure.objectId()).toBe("caller");
  });

  test.each([
    "https://vault.azure.net.example/secrets/s",
    "https://a/b.vault.azure.net/secrets/s",
    "http://v-1.vault.azure.net/",
  ])("send a vault's token not to %s", async (url) => {
    const { azure, log } = clients();
    await expect(azure.keyVault("GET", url)).rejects.toThrow("is no address in a key vault");
    expect(log).toEqual([]);
  });

  test.each([
    ["GET", 500, 2],
    ["PUT", 503, 2],
    ["POST", 429, 2],
    ["POST", 500, 1],
    ["PUT", 409, 1],
  ])("%s answered with %i: %i attempts", async (method, status, attempts) => {
    const { azure, log } = clients({ status, body: {} }, { status: 200, body: { done: true } });
    const answered = await azure.graph(method, "/x").catch(({ status: refused }) => refused);
    expect(answered).toEqual(attempts === 2 ? expect.objectContaining({ body: { done: true } }) : status);
    expect(log).toHaveLength(attempts + 1);
  });
});

describe("errors carry the service's own code and text", () => {
  test.each<[string, Answer, string]>([
    [
      "Resource Manager",
      { status: 409, body: { error: { code: "Conflict", message: "It is taken." } } },
      "409 Conflict: It is taken.",
    ],
    [
      "with details",
      {
        status: 400,
        body: { error: { code: "ValidationError", message: "Wrong:", details: [{ message: "line 3" }] } },
      },
      "400 ValidationError: Wrong: line 3",
    ],
    ["OData", { status: 403, body: { error: { code: "Forbidden", message: { value: "No." } } } }, "403 Forbidden: No."],
    [
      "Entra ID",
      { status: 401, body: { error: "invalid_client", error_description: "AADSTS7000215: no" } },
      "401 invalid_client: AADSTS7000215: no",
    ],
    ["none", { status: 418, body: "teapot" }, '418 HttpError: "teapot"'],
  ])("%s", async (_which, answer, message) => {
    const { azure } = clients(answer);
    await expect(azure.arm("PUT", "/x", "1", {})).rejects.toThrow(message);
  });
});

describe("long-running operations", () => {
  test("are followed by Location until it no longer answers 202", async () => {
    const { azure, log } = clients(
      ...[{ status: 202, headers: { location: `${ARM}/op` } }, { status: 202 }, { status: 200, body: { id: "x" } }],
    );
    expect((await azure.arm("PUT", "/x", "1", {})).body).toEqual({ id: "x" });
    expect(log.slice(1)).toEqual([`PUT ${ARM}/x?api-version=1`, `GET ${ARM}/op`, `GET ${ARM}/op`]);
  });

  test("are followed by Azure-AsyncOperation, and the resource read at the end", async () => {
    const { azure, log } = clients(
      { status: 201, headers: { "azure-asyncoperation": `${ARM}/op` }, body: {} },
      { status: 200, body: { status: "InProgress" } },
      { status: 200, body: { status: "Succeeded" } },
      { status: 200, body: { id: "x" } },
    );
    expect((await azure.arm("PUT", "/x", "1", {})).body).toEqual({ id: "x" });
    expect(log.at(-1)).toBe(`GET ${ARM}/x?api-version=1`);
  });

  test("that fail throw the operation's error", async () => {
    const { azure } = clients(
      { status: 202, headers: { "azure-asyncoperation": `${ARM}/op` } },
      { status: 200, body: { status: "Failed", error: { code: "Quota", message: "Too many." } } },
    );
    await expect(azure.arm("DELETE", "/x", "1")).rejects.toThrow("200 Quota: Too many.");
  });

  test("are not followed to another host, which would be sent the token", async () => {
    const { azure, log } = clients({ status: 202, headers: { location: "https://management.azure.com.example/op" } });
    await expect(azure.arm("DELETE", "/x", "1")).rejects.toThrow("ForeignOperation");
    expect(log).toHaveLength(2);
  });
});
