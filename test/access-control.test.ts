import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dumpState } from "./support/dump-state.ts";
import { type Call, changes, GUID, ROLES, reads, SITE, VERSIONS } from "./support/guarded-calls.ts";
import {
  type Answer,
  type GuardedCloud,
  type Principal,
  principals,
  STORAGE_HEADERS,
  startGuardedCloud,
} from "./support/guarded-cloud.ts";

let guarded: GuardedCloud;
beforeAll(async () => {
  guarded = await startGuardedCloud();
}, 120_000);
afterAll(() => guarded[Symbol.asyncDispose]());

const state = () => dumpState(guarded.cloud.stateFolder);

/** Resource Manager's refusal of `operation` over `scope`, word by word. */
function authorizationFailed(principal: Principal, operation: string, scope: string): Answer {
  const { clientId, objectId } = guarded.ids[principal];
  const message = `The client '${clientId}' with object id '${objectId}' does not have authorization to perform action '${operation}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return { status: 403, body: { error: { code: "AuthorizationFailed", message } } };
}

function fullPath(path: string): string {
  const { subscription, group } = guarded;
  const full = path.startsWith("{") ? path : `${group}/providers/${path}`;
  return full.replace("{s}", subscription).replace("{g}", group);
}

function request(principal: Principal, [method, path, operation]: Call): Promise<Answer> {
  const version = VERSIONS[path.startsWith("{") ? "Microsoft.Resources" : operation.slice(0, operation.indexOf("/"))];
  const body = method === "PUT" || method === "PATCH" ? { location: "uksouth", properties: {} } : undefined;
  return guarded.arm(principal, method, `${fullPath(path)}?api-version=${version}`, body);
}

/** A reader of the group sees nothing of the subscription above it. */
const isAboveGroup = ([, path]: Call) => path === "{s}";

describe("Resource Manager, to a principal without the role", () => {
  test("is watched closely: the state that is compared shows each change", async () => {
    const before = state();
    const path = `${guarded.group}?api-version=2021-04-01`;
    expect((await guarded.arm("owner", "PATCH", path, { tags: { seen: "yes" } })).status).toBe(200);
    expect(state()).not.toEqual(before);
  });

  test.each(principals)("refuses %s in Azure's words, and changes nothing", { timeout: 60_000 }, async (principal) => {
    const before = state();
    const refused = principal === "reader" ? [...changes, ...reads.filter(isAboveGroup)] : [...changes, ...reads];
    for (const call of refused) {
      const [method, path, operation, over = path] = call;
      const answer = await request(principal, call);
      expect({ method, path, ...answer }).toEqual({
        method,
        path,
        ...authorizationFailed(principal, operation, fullPath(over)),
      });
    }
    expect(state()).toEqual(before);
  });

  test("lets a reader of the group read what is in it", { timeout: 60_000 }, async () => {
    for (const call of reads.filter((each) => !isAboveGroup(each))) {
      expect([call[1], (await request("reader", call)).status]).toEqual([call[1], 200]);
    }
  });

  test("shows the subscription to those who have a role in it only", async () => {
    for (const principal of principals) {
      const { body } = await guarded.arm(principal, "GET", "/subscriptions?api-version=2021-04-01");
      expect([principal, (body as { value: readonly unknown[] }).value.length]).toEqual([
        principal,
        principal === "nobody" ? 0 : 1,
      ]);
    }
  });
});

/** What everybody with a token may read, as in Azure: it stands above all subscriptions. */
const PUBLIC: readonly string[] = [
  "Microsoft.Web/availableStacks",
  "Microsoft.Web/functionAppStacks",
  "Microsoft.Web/locations/functionAppStacks",
  "Microsoft.Web/locations/webAppStacks",
  "Microsoft.Web/webAppStacks",
];
/** What isn't reached by the paths below; the table above has its calls. */
const ELSEWHERE: readonly string[] = ["Microsoft.Resources/resourceGroups", "Microsoft.Web/sites/host"];

/** All types that Resource Manager knows, each with its newest api-version. */
async function allTypes(): Promise<readonly (readonly [type: string, apiVersion: string])[]> {
  const { body } = await guarded.arm("owner", "GET", `${guarded.subscription}/providers?api-version=2021-04-01`);
  const { value } = body as {
    value: readonly {
      namespace: string;
      resourceTypes: readonly { resourceType: string; apiVersions: readonly string[] }[];
    }[];
  };
  return value.flatMap(({ namespace, resourceTypes }) =>
    resourceTypes.map(
      ({ resourceType, apiVersions: [newest = ""] }) => [`${namespace}/${resourceType}`, newest] as const,
    ),
  );
}

/** Names that are there, so that a refusal isn't one for the name. */
const NAMES: Readonly<Record<string, string>> = {
  sites: "guarded-site",
  serverfarms: "plan",
  service: "guarded-apim",
  vaults: "guarded-vault",
  storageaccounts: "guardedstorage",
  userassignedidentities: "ident",
  locations: "uksouth",
};

describe("every resource type", () => {
  test("has no verb, at any place, that answers to a principal without a role", { timeout: 120_000 }, async () => {
    const before = state();
    const open: string[] = [];
    for (const [type, apiVersion] of await allTypes()) {
      if (PUBLIC.includes(type)) continue;
      const [namespace, ...segments] = type.split("/");
      const names = segments.map((segment) => NAMES[segment.toLowerCase()] ?? "x");
      const item = segments.map((segment, index) => `/${segment}/${names[index]}`).join("");
      const collection = item.slice(0, item.lastIndexOf("/"));
      const codes = new Set<string>();
      for (const scope of [guarded.group, guarded.subscription, ""]) {
        for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST"]) {
          for (const path of [item, collection]) {
            const isWrite = method === "PUT" || method === "PATCH";
            const url = `${scope}/providers/${namespace}${path}?api-version=${apiVersion}`;
            const answer = await guarded.arm("nobody", method, url, isWrite ? { location: "uksouth" } : undefined);
            const code = method === "HEAD" ? "" : (answer.body as { error?: { code: string } }).error?.code;
            codes.add(code ?? "");
            if (answer.status < 400) open.push(`${method} ${type}`);
          }
        }
      }
      if (!codes.has("AuthorizationFailed") && !ELSEWHERE.includes(type))
        open.push(`${type} was never refused for its role`);
    }
    expect(open).toEqual([]);
    expect(state()).toEqual(before);
  });
});

const SECRETS = "https://guarded-vault.vault.azure.net/secrets";
const BOX = "https://guardedstorage.blob.core.windows.net/box";
const VAULT = "microsoft.keyvault/vaults/guarded-vault";

describe("the data planes, to a principal without the role", () => {
  const secretCalls = [
    ["GET", "/known", undefined, "getSecret/action"],
    ["GET", "/known/versions", undefined, "readMetadata/action"],
    ["PUT", "/known", { value: "changed" }, "setSecret/action"],
    ["DELETE", "/known", undefined, "delete"],
  ] as const;
  const secretUrl = (path: string) => `${SECRETS}${path}?api-version=7.4`;

  test.each(principals)("Key Vault refuses %s", async (principal) => {
    const before = state();
    for (const [method, path, body, action] of secretCalls) {
      const answer = await guarded.send(principal, method, secretUrl(path), body);
      const isRead = method === "GET";
      if (principal === "dataOnly" && isRead) {
        expect([path, answer.status]).toEqual([path, 200]);
        continue;
      }
      expect([path, answer.status]).toEqual([path, 403]);
      const { error } = answer.body as { error: { code: string; message: string; innererror: unknown } };
      expect(error).toMatchObject({ code: "Forbidden", innererror: { code: "ForbiddenByRbac" } });
      expect(error.message).toContain("Caller is not authorized to perform action on resource.\r\n");
      expect(error.message).toContain(`Action: 'Microsoft.KeyVault/vaults/secrets/${action}'\r\n`);
      expect(error.message).toContain(`${VAULT}/secrets/known'\r\nAssignment: (not found)\r\n`);
    }
    expect(state()).toEqual(before);
    expect((await guarded.send("owner", "GET", secretUrl("/known"))).body).toMatchObject({ value: "hidden" });
  });

  test.each(principals)("Storage refuses %s", async (principal) => {
    const blob = { ...STORAGE_HEADERS, "x-ms-blob-type": "BlockBlob" };
    const calls = [
      ["GET", `${BOX}/note.txt`, undefined, STORAGE_HEADERS],
      ["GET", `${BOX}?restype=container&comp=list`, undefined, STORAGE_HEADERS],
      ["PUT", `${BOX}/note.txt`, "changed", blob],
      ["PUT", `${BOX}2?restype=container`, undefined, STORAGE_HEADERS],
      ["DELETE", `${BOX}/note.txt`, undefined, STORAGE_HEADERS],
      ["DELETE", `${BOX}?restype=container`, undefined, STORAGE_HEADERS],
    ] as const;
    for (const [method, url, body, headers] of calls) {
      const answer = await guarded.send(principal, method, url, body, headers);
      expect([method, url, answer.status]).toEqual([method, url, 403]);
      expect(answer.body).toContain("<Code>AuthorizationPermissionMismatch</Code>");
      expect(answer.body).toContain("This request is not authorized to perform this operation using this permission.");
    }
    expect((await guarded.send("owner", "GET", `${BOX}/note.txt`, undefined, STORAGE_HEADERS)).body).toBe("hidden");
    const containers = "https://guardedstorage.blob.core.windows.net/?comp=list";
    const { body } = await guarded.send("owner", "GET", containers, undefined, STORAGE_HEADERS);
    expect(String(body).match(/<Container>/g)).toHaveLength(1);
  });
});

describe("who may write a site", () => {
  const path = () => `${guarded.group}/providers/${SITE}/guarded-site`;
  const identity = () => `${guarded.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/ident`;

  test("attaches no identity that it may not assign", async () => {
    const before = state();
    const { clientId, objectId } = guarded.ids.siteManager;
    const body = { identity: { type: "UserAssigned", userAssignedIdentities: { [identity()]: {} } } };
    expect(await guarded.arm("siteManager", "PATCH", `${path()}?api-version=2023-12-01`, body)).toEqual({
      status: 403,
      body: {
        error: {
          code: "LinkedAuthorizationFailed",
          message:
            `The client '${clientId}' with object id '${objectId}' has permission to perform action '${SITE}/write' on scope '${path()}'; ` +
            "however, it does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' " +
            `on the linked scope(s) '${identity()}' or the linked scope(s) are invalid.`,
        },
      },
    });
    expect(state()).toEqual(before);
    const { status } = await guarded.arm("siteManager", "PATCH", `${path()}?api-version=2023-12-01`, { tags: {} });
    expect(status).toBe(200);
  });
});

describe("a custom role", () => {
  test("holds on both planes, from when it is assigned until it is taken away", async () => {
    const { group, subscription } = guarded;
    const version = "?api-version=2022-04-01";
    const definition = `${subscription}/providers/${ROLES}/roleDefinitions/${GUID}`;
    const assignment = `${group}/providers/${ROLES}/roleAssignments/${GUID}`;
    const getSite = `${group}/providers/${SITE}/guarded-site?api-version=2023-12-01`;
    const secret = `${SECRETS}/known?api-version=7.4`;
    const seen = async () => [
      (await guarded.arm("nobody", "GET", getSite)).status,
      (await guarded.send("nobody", "GET", secret)).status,
      (await guarded.send("nobody", "PUT", secret, { value: "changed" })).status,
    ];
    const change = async (method: string, path: string, properties?: unknown) =>
      (await guarded.arm("owner", method, path + version, properties === undefined ? undefined : { properties }))
        .status;

    const permissions = [
      { actions: ["Microsoft.Web/*/read"], dataActions: ["Microsoft.KeyVault/vaults/secrets/getSecret/action"] },
    ];
    const role = { roleName: "Sees one of each", assignableScopes: [group], permissions };
    expect(await change("PUT", definition, role)).toBe(201);
    expect(await seen()).toEqual([403, 403, 403]);
    const who = { roleDefinitionId: definition, principalId: guarded.ids.nobody.objectId };
    expect(await change("PUT", assignment, who)).toBe(201);
    expect(await seen()).toEqual([200, 200, 403]);
    expect(await change("DELETE", definition)).toBe(400);
    expect(await change("DELETE", assignment)).toBe(200);
    expect(await seen()).toEqual([403, 403, 403]);
    expect(await change("DELETE", definition)).toBe(200);
  });
});
