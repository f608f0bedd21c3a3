import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";

/** Who calls and may change nothing, by what it has. */
export const principals = ["nobody", "stranger", "dataOnly", "reader"] as const;
export type Principal = (typeof principals)[number] | "siteManager" | "owner";

/** The roles that each has, and whether on the group that holds everything or on another one. */
const roles: Readonly<Record<Exclude<Principal, "owner">, readonly (readonly [role: string, group: string])[]>> = {
  nobody: [],
  // Contributor
  stranger: [["b24988ac-6180-42a0-ab88-20f7382dd24c", "other"]],
  // Key Vault Secrets User and Storage Queue Data Message Sender
  dataOnly: [
    ["4633458b-17de-408a-b874-0445c86b69e6", "guarded"],
    ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", "guarded"],
  ],
  // Reader
  reader: [["acdd72a7-3385-48ef-bd42-f606fba81ae7", "guarded"]],
  // Website Contributor
  siteManager: [["de139f84-1756-47ae-9be6-808fbbe84772", "guarded"]],
};

/** An answer; the body is parsed if it is JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A caller's ids, as refusals name them. */
export interface CallerIds {
  readonly clientId: string;
  readonly objectId: string;
}

/** A cloud with a bit of everything in the group `guarded`, an empty group `other`, and the principals. */
export interface GuardedCloud extends AsyncDisposable {
  readonly cloud: Cloud;
  /** `/subscriptions/{id}`. */
  readonly subscription: string;
  /** Id of the group. */
  readonly group: string;
  readonly ids: Readonly<Record<Principal, CallerIds>>;
  send(
    principal: Principal,
    method: string,
    url: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Calls Resource Manager. */
  arm(principal: Principal, method: string, path: string, body?: unknown): Promise<Answer>;
}

const ARM = "https://management.azure.com";
const GRAPH = "https://graph.microsoft.com";

/** Starts it on a state folder of its own. */
export async function startGuardedCloud(): Promise<GuardedCloud> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-guarded-"));
  const cloud = await startCloud({ offline: true, folder });
  const secrets = new Map<Principal, string>([["owner", cloud.operator.clientSecret]]);
  const ids: Record<string, CallerIds> = { owner: cloud.operator };
  const tokens = new Map<string, Promise<string>>();
  const subscription = `/subscriptions/${cloud.operator.subscriptionId}`;
  const group = `${subscription}/resourceGroups/guarded`;

  async function exchange(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string) {
    const request = { method, url: new URL(url), headers, ...(body === undefined ? {} : { body }) };
    const response = await cloud.outbound.request(request);
    const text = response.body.toString();
    const isJson = response.headers["content-type"]?.includes("json") === true && text !== "";
    return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  async function takeToken(principal: Principal, resource: string): Promise<string> {
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ids[principal]?.clientId ?? "",
      client_secret: secrets.get(principal) ?? "",
      scope: `${resource}/.default`,
    });
    const url = `https://login.microsoftonline.com/${cloud.operator.tenantId}/oauth2/v2.0/token`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { body } = await exchange("POST", url, headers, form.toString());
    return (body as { access_token: string }).access_token;
  }

  function token(principal: Principal, url: string): Promise<string> {
    const { hostname, origin } = new URL(url);
    const resource = hostname.endsWith(".vault.azure.net")
      ? "https://vault.azure.net"
      : hostname.endsWith(".core.windows.net")
        ? "https://storage.azure.com"
        : origin;
    const key = `${principal} ${resource}`;
    const kept = tokens.get(key) ?? takeToken(principal, resource);
    tokens.set(key, kept);
    return kept;
  }

  const send: GuardedCloud["send"] = async (principal, method, url, body, headers = {}) =>
    exchange(
      method,
      url,
      {
        authorization: `Bearer ${await token(principal, url)}`,
        "content-type": typeof body === "string" ? "text/plain" : "application/json",
        ...headers,
      },
      body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    );
  const arm: GuardedCloud["arm"] = (principal, method, path, body) => send(principal, method, `${ARM}${path}`, body);

  /** What the owner does to set things up; throws unless it worked. */
  async function make(method: string, url: string, body?: unknown, headers?: Readonly<Record<string, string>>) {
    const answer = await send("owner", method, url.startsWith("/") ? `${ARM}${url}` : url, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Readonly<Record<string, string>>;
  }

  let madeNames = 0;
  async function assign(principalId: string, role: string, scope: string): Promise<void> {
    madeNames += 1;
    const name = `aaaaaaaa-0000-0000-0000-${String(madeNames).padStart(12, "0")}`;
    const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
    await make("PUT", `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`, {
      properties: { roleDefinitionId, principalId },
    });
  }

  try {
    for (const name of ["guarded", "other"]) {
      const path = `${subscription}/resourceGroups/${name}?api-version=2021-04-01`;
      await make("PUT", path, { location: "uksouth" });
    }
    for (const principal of [...principals, "siteManager"] as const) {
      const application = await make("POST", `${GRAPH}/v1.0/applications`, { displayName: principal });
      const { id = "" } = await make("POST", `${GRAPH}/v1.0/servicePrincipals`, { appId: application.appId });
      const password = await make("POST", `${GRAPH}/v1.0/applications/${application.id}/addPassword`, {});
      secrets.set(principal, password.secretText ?? "");
      ids[principal] = { clientId: application.appId ?? "", objectId: id };
      for (const [role, name] of roles[principal]) await assign(id, role, `${subscription}/resourceGroups/${name}`);
    }
    await fill();
    return {
      cloud,
      subscription,
      group,
      ids: ids as Record<Principal, CallerIds>,
      send,
      arm,
      async [Symbol.asyncDispose]() {
        await cloud.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }

  /** A resource of every provider, and something in it. */
  async function fill(): Promise<void> {
    const location = "uksouth";
    const provider = `${group}/providers`;
    const owner = cloud.operator.objectId;
    await make("PUT", `${provider}/Microsoft.ManagedIdentity/userAssignedIdentities/ident?api-version=2023-01-31`, {
      location,
    });
    await make("PUT", `${provider}/Microsoft.KeyVault/vaults/guarded-vault?api-version=2023-07-01`, {
      location,
      properties: {
        tenantId: cloud.operator.tenantId,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        accessPolicies: [],
      },
    });
    await assign(owner, "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", group);
    await make("PUT", "https://guarded-vault.vault.azure.net/secrets/known?api-version=7.4", { value: "hidden" });
    await make("PUT", `${provider}/Microsoft.Storage/storageAccounts/guardedstorage?api-version=2023-01-01`, {
      location,
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      properties: {},
    });
    await assign(owner, "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", group);
    const container = "https://guardedstorage.blob.core.windows.net/box";
    await make("PUT", `${container}?restype=container`, undefined, STORAGE_HEADERS);
    await make("PUT", `${container}/note.txt`, "hidden", { ...STORAGE_HEADERS, "x-ms-blob-type": "BlockBlob" });
    await make("PUT", `${provider}/Microsoft.Web/serverfarms/plan?api-version=2023-12-01`, {
      location,
      kind: "functionapp",
      sku: { name: "Y1", tier: "Dynamic" },
      properties: { reserved: true },
    });
    await make("PUT", `${provider}/Microsoft.Web/sites/guarded-site?api-version=2023-12-01`, {
      location,
      kind: "functionapp,linux",
      properties: { serverFarmId: `${provider}/Microsoft.Web/serverfarms/plan` },
    });
    const service = `${provider}/Microsoft.ApiManagement/service/guarded-apim`;
    const version = "?api-version=2022-08-01";
    await make("PUT", `${service}${version}`, {
      location,
      sku: { name: "Developer", capacity: 1 },
      properties: { publisherName: "p", publisherEmail: "p@example.com" },
    });
    await make("PUT", `${service}/apis/api${version}`, {
      properties: { displayName: "api", path: "api", protocols: ["https"] },
    });
    await make("PUT", `${service}/namedValues/kept${version}`, {
      properties: { displayName: "kept", value: "hidden", secret: true },
    });
    await make("PUT", `${service}/subscriptions/sub${version}`, {
      properties: { displayName: "sub", scope: "/apis" },
    });
  }
}

/** What every call of Storage's data plane takes. */
export const STORAGE_HEADERS = { "x-ms-version": "2023-11-03" };
