import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestGraph, type TestGraph } from "../testing/test-graph.ts";

const TENANT = "11111111-1111-1111-1111-111111111111";
const STRANGER = "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77";
let graph: TestGraph;

beforeEach(async () => {
  graph = await startTestGraph();
});
afterEach(() => graph.close());

function providerBody() {
  return {
    "@odata.type": "#microsoft.graph.group",
    description: null,
    displayName: "the group",
    groupTypes: [],
    isAssignableToRole: false,
    mailEnabled: false,
    mailNickname: "24987b6f-9",
    membershipRule: null,
    "owners@odata.bind": [`https://localhost:18444/v1.0/${TENANT}/directoryObjects/${graph.operator.principal.id}`],
    resourceBehaviorOptions: [],
    resourceProvisioningOptions: [],
    securityEnabled: true,
  };
}

describe("groups", () => {
  test("are made as azuread's providers do, renamed and deleted", async () => {
    const { status, body } = await graph.call("POST", "/beta/groups", providerBody());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      displayName: "the group",
      mailNickname: "24987b6f-9",
      securityEnabled: true,
      groupTypes: [],
    });
    expect(body).not.toHaveProperty("members");
    const path = `/beta/${TENANT}/groups/${body?.id}`;
    expect((await graph.call("PATCH", path, { displayName: "renamed" })).status).toBe(204);
    expect(await graph.read("GET", path)).toMatchObject({ displayName: "renamed", description: null });
    expect((await graph.read("GET", `${path}/owners?$select=id`)).value).toMatchObject([
      { id: graph.operator.principal.id },
    ]);
    const units = await graph.read("GET", `${path}/memberOf/microsoft.graph.administrativeUnit?%24select=id`);
    expect(units.value).toEqual([]);
    expect((await graph.call("DELETE", path)).status).toBe(204);
    expect((await graph.call("GET", path)).status).toBe(404);
  });

  test("have no owner but those that are named", async () => {
    const { "owners@odata.bind": _, ...body } = providerBody();
    const { id } = await graph.read("POST", "/beta/groups", body);
    expect((await graph.read("GET", `/beta/groups/${id}/owners`)).value).toEqual([]);
  });

  test("get and lose members by reference", async () => {
    const { id } = await graph.read("POST", "/beta/groups", providerBody());
    const member = graph.operator.principal.id;
    const path = `/beta/groups/${id}/members`;
    const body = { "@odata.id": `https://graph.microsoft.com/v1.0/${TENANT}/directoryObjects/${member}` };
    expect((await graph.call("POST", `${path}/%24ref`, body)).status).toBe(204);
    expect((await graph.call("POST", `${path}/$ref`, body)).body?.error.message).toContain("already exist");
    expect((await graph.read("GET", `${path}?$select=id`)).value).toEqual([
      { "@odata.type": "#microsoft.graph.servicePrincipal", id: member },
    ]);
    expect((await graph.read("GET", `/v1.0/servicePrincipals/${member}/memberOf`)).value).toMatchObject([
      { "@odata.type": "#microsoft.graph.group", id },
    ]);
    const asked = { groupIds: [id.toUpperCase(), STRANGER] };
    const checked = await graph.read("POST", `/v1.0/directoryObjects/${member}/checkMemberGroups`, asked);
    expect(checked.value).toEqual([id]);
    expect((await graph.read("POST", `/v1.0/servicePrincipals/${member}/getMemberGroups`, {})).value).toEqual([id]);
    const unprivileged = await graph.tokenWith(["Application.Read.All"]);
    const refused = await graph.call("POST", `/v1.0/servicePrincipals/${member}/getMemberGroups`, {}, unprivileged);
    expect(refused.status).toBe(403);
    expect((await graph.call("GET", `${path}/${member}/$ref?%24select=id%2Curl`)).status).toBe(200);
    expect((await graph.call("DELETE", `${path}/${member}/$ref`)).status).toBe(204);
    expect((await graph.call("GET", `${path}/${member}/$ref`)).status).toBe(404);
  });

  test.each<[string, (id: string) => unknown, number]>([
    [
      "an unknown object",
      () => ({ "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${STRANGER}` }),
      404,
    ],
    ["the group itself", (id) => ({ "@odata.id": `https://graph.microsoft.com/v1.0/groups/${id}` }), 400],
    ["no address", () => ({ "@odata.id": "x" }), 400],
    ["an address of no id", () => ({ "@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/x" }), 400],
    ["nothing", () => ({}), 400],
  ])("refuse as a member %s", async (_, body, status) => {
    const { id } = await graph.read("POST", "/beta/groups", providerBody());
    expect((await graph.call("POST", `/beta/groups/${id}/members/$ref`, body(id))).status).toBe(status);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ["a mail group", { mailEnabled: true }, "mailEnabled"],
    ["a Microsoft 365 group", { groupTypes: ["Unified"] }, "groupTypes.0"],
    ["a membership rule", { membershipRule: "true" }, "membershipRule"],
    ["a group for roles", { isAssignableToRole: true }, "isAssignableToRole"],
    ["a group that isn't for security", { securityEnabled: false }, "securityEnabled"],
    ["a nickname with a blank", { mailNickname: "a b" }, "mailNickname"],
    ["an empty name", { displayName: "" }, "displayName"],
  ])("refuse %s", async (_, changes, property) => {
    const { status, body } = await graph.call("POST", "/v1.0/groups", { ...providerBody(), ...changes });
    expect([status, body?.error.message]).toEqual([
      400,
      `Invalid value specified for property '${property}' of resource 'Group'.`,
    ]);
  });
});

describe("directory objects", () => {
  test("are found by id, with the address that others refer to them by", async () => {
    const id = graph.operator.principal.id;
    for (const path of [`/v1.0/${TENANT}/directoryObjects/${id}`, `/v1.0/directoryObjects/${id.toUpperCase()}`]) {
      expect(await graph.read("GET", path)).toMatchObject({
        "@odata.type": "#microsoft.graph.servicePrincipal",
        "@odata.id": `https://graph.microsoft.com/v1.0/${TENANT}/directoryObjects/${id}`,
        id,
      });
    }
    expect((await graph.call("GET", `/v1.0/directoryObjects/${STRANGER}`)).status).toBe(404);
  });

  test("are found many at once, of the kinds that are wanted", async () => {
    const { id: group } = await graph.read("POST", "/beta/groups", providerBody());
    const principal = graph.operator.principal.id;
    const ids = async (types?: readonly string[]) => {
      const body = { ids: [group, principal, STRANGER, group], ...(types === undefined ? {} : { types }) };
      return (await graph.read("POST", "/v1.0/directoryObjects/getByIds", body)).value.map((object) => object.id);
    };
    expect(await ids()).toEqual([group, principal]);
    expect(await ids(["servicePrincipal"])).toEqual([principal]);
    expect(await ids(["directoryObject"])).toEqual([group, principal]);
    expect((await graph.call("POST", "/v1.0/directoryObjects/getByIds", { ids: ["x"] })).status).toBe(400);
  });
});
