import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import { connectManagement, type SendToManagement } from "./support/management-client.ts";

let cloud: Cloud;
let send: SendToManagement;

const V = "api-version=2021-04-01";
const IDENTITIES = "providers/Microsoft.ManagedIdentity/userAssignedIdentities";
const ACCOUNT = "providers/Microsoft.Storage/storageAccounts/listed1?api-version=2022-09-01";
const groupPath = (name: string) => `/subscriptions/${cloud.operator.subscriptionId}/resourceGroups/${name}`;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  send = await connectManagement(cloud);
  for (const [name, tags] of [
    ["list-a", { team: "blue" }],
    ["list-b", { team: "red" }],
  ] as const) {
    await send("PUT", `${groupPath(name)}?${V}`, { location: "uksouth", tags });
    for (const identity of ["first", "second"])
      await send("PUT", `${groupPath(name)}/${IDENTITIES}/${identity}?api-version=2023-01-31`, {
        location: "ukwest",
        tags: { of: name },
      });
  }
  await send("PUT", `${groupPath("list-a")}/${ACCOUNT}`, {
    location: "uksouth",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: {},
  });
});
afterAll(() => cloud?.close());

/** `{group}/{name}` of all entries, page by page, and the number of pages. */
async function list(path: string): Promise<readonly [names: readonly string[], pages: number]> {
  const names: string[] = [];
  let pages = 0;
  let next: string | undefined = path;
  while (next !== undefined) {
    const { status, body } = await send("GET", next.replaceAll(" ", "%20"));
    expect(status).toBe(200);
    const page = body as { readonly value: readonly { readonly id: string }[]; readonly nextLink?: string };
    names.push(
      ...page.value.map(({ id }) =>
        id
          .split("/")
          .filter((_, index) => index === 4 || index === 8)
          .join("/"),
      ),
    );
    pages += 1;
    next = page.nextLink?.replace("https://management.azure.com", "");
  }
  return [names, pages];
}

const A = ["list-a/first", "list-a/second"];
const B = ["list-b/first", "list-b/second"];

test.each<[string, string, readonly string[], number]>([
  ["a subscription", "resources?", [...A, "list-a/listed1", ...B], 1],
  ["a subscription, two by two", "resources?$top=2", [...A, "list-a/listed1", ...B], 3],
  ["a group", "resourceGroups/LIST-B/resources?", B, 1],
  ["a name", "resources?$filter=name eq 'FIRST'", ["list-a/first", "list-b/first"], 1],
  ["a type", "resources?$filter=resourceType eq 'Microsoft.Storage/storageAccounts'", ["list-a/listed1"], 1],
  ["a location in a group", "resources?$filter=location eq 'ukwest' and resourceGroup eq 'list-a'", A, 1],
  ["a tag", "resources?$filter=tagName eq 'of' and tagValue eq 'list-b'", B, 1],
  ["a tag, one by one", "resources?$filter=tagName eq 'of' and tagValue eq 'list-b'&$top=1", B, 2],
  ["groups", "resourceGroups?", ["list-a", "list-b"], 1],
  ["groups, one by one", "resourceGroups?$top=1", ["list-a", "list-b"], 2],
  ["groups by a tag", "resourceGroups?$filter=tagName eq 'team' and tagValue eq 'red'", ["list-b"], 1],
])("the list of %s", async (_name, path, names, pages) => {
  const query = path.endsWith("?") ? V : `&${V}`;
  expect(await list(`/subscriptions/${cloud.operator.subscriptionId}/${path}${query}`)).toEqual([names, pages]);
});

test("tells when an entry was made and changed, and how it is, to who asks", async () => {
  const path = `${groupPath("list-b")}/resources?${V}`;
  const plain = await send("GET", path);
  expect(JSON.stringify(plain.body)).not.toMatch(/createdTime|provisioningState/);
  const { body } = await send("GET", `${path}&$expand=createdTime,changedTime,provisioningState`);
  const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
  expect(body).toMatchObject({
    value: [
      { name: "first", createdTime: time, changedTime: time, provisioningState: "Succeeded" },
      { name: "second", createdTime: time, changedTime: time, provisioningState: "Succeeded" },
    ],
  });
});

test.each([
  ["$expand=properties", "InvalidExpandInQueryString"],
  ["$top=none", "InvalidTopInQueryString"],
])("a list with %s is refused", async (option, code) => {
  const answer = await send("GET", `${groupPath("list-b")}/resources?${V}&${option}`);
  expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
});
