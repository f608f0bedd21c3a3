import { beforeEach, describe, expect, test } from "vitest";
import type { ObjectId } from "../platform/index.ts";
import {
  CONTRIBUTOR,
  GROUP,
  OWNER,
  READER,
  SUBSCRIPTION,
  startAuthorization,
  type TestAuthorization,
} from "./testing/test-authorization.ts";

const AUTHORIZATION = "providers/Microsoft.Authorization";
const NAME = "aaaaaaaa-0000-0000-0000-000000000001";
const OTHER = "aaaaaaaa-0000-0000-0000-000000000002";
const at = (scope: string, name = NAME) => `${scope}/${AUTHORIZATION}/roleAssignments/${name}`;
const definitionId = (role: string) => `${SUBSCRIPTION}/${AUTHORIZATION}/roleDefinitions/${role}`;

let cloud: TestAuthorization;
let someone: ObjectId;
beforeEach(async () => {
  cloud = await startAuthorization();
  someone = cloud.createPrincipal("someone");
});

const body = (changes: object = {}) => ({
  properties: { roleDefinitionId: definitionId(READER), principalId: someone, ...changes },
});
const isRefused = (status: number, code: string) => ({ status, body: { error: { code } } });

/** The scopes of the assignments that a list with a filter has. */
async function listed(scope: string, filter: string): Promise<readonly string[]> {
  const query = `?$filter=${encodeURIComponent(filter)}`;
  const answer = await cloud.call("GET", `${scope}/${AUTHORIZATION}/roleAssignments${query}`);
  expect(answer.status).toBe(200);
  return (answer.body as { value: readonly { properties: { scope: string } }[] }).value.map(
    ({ properties }) => properties.scope,
  );
}

describe("a role assignment", () => {
  test("is read by its id, and is gone once it is deleted", async () => {
    const made = await cloud.call("PUT", at(GROUP), body());
    expect(made).toMatchObject({
      status: 201,
      body: { id: at(GROUP), name: NAME, properties: { scope: GROUP, roleDefinitionId: definitionId(READER) } },
    });
    expect(await cloud.call("GET", at(GROUP).toUpperCase())).toEqual({ status: 200, body: made.body });
    expect(await cloud.call("DELETE", at(GROUP))).toEqual({ status: 200, body: made.body });
    expect((await cloud.call("DELETE", at(GROUP))).status).toBe(204);
    expect(await cloud.call("GET", at(GROUP))).toMatchObject(isRefused(404, "RoleAssignmentNotFound"));
  });

  test("made again is the same one, with the description of now", async () => {
    const made = await cloud.call("PUT", at(GROUP), body());
    expect(await cloud.call("PUT", at(GROUP), body())).toEqual({ status: 200, body: made.body });
    expect(await cloud.call("PUT", at(GROUP), body({ description: "why" }))).toMatchObject({
      status: 200,
      body: { properties: { description: "why", updatedBy: cloud.owner } },
    });
  });

  test("isn't made twice under another name", async () => {
    await cloud.call("PUT", at(GROUP), body());
    expect(await cloud.call("PUT", at(GROUP, OTHER), body())).toEqual({
      status: 409,
      body: {
        error: {
          code: "RoleAssignmentExists",
          message: `The role assignment already exists. The ID of the existing role assignment is ${NAME.replaceAll("-", "")}.`,
        },
      },
    });
  });

  test.each<[string, () => object]>([
    ["role", () => ({ roleDefinitionId: definitionId(CONTRIBUTOR) })],
    ["principal", () => ({ principalId: cloud.createPrincipal("other") })],
  ])("keeps its %s", async (_, changes) => {
    const made = await cloud.call("PUT", at(GROUP), body());
    expect(await cloud.call("PUT", at(GROUP), body(changes()))).toEqual({
      status: 400,
      body: {
        error: {
          code: "RoleAssignmentUpdateNotPermitted",
          message: "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        },
      },
    });
    expect(await cloud.call("GET", at(GROUP))).toEqual({ status: 200, body: made.body });
  });

  test("of a custom role is for its assignable scopes and what is below", async () => {
    await cloud.call("PUT", definitionId(OTHER), {
      properties: { roleName: "Custom", assignableScopes: [GROUP], permissions: [{ actions: ["*/read"] }] },
    });
    const custom = body({ roleDefinitionId: definitionId(OTHER) });
    expect(await cloud.call("PUT", at(SUBSCRIPTION), custom)).toMatchObject(
      isRefused(400, "RoleDefinitionDoesNotExist"),
    );
    expect((await cloud.call("PUT", at(GROUP), custom)).status).toBe(201);
  });

  test("isn't given to others by who may only read, nor by a Contributor", async () => {
    cloud.assign(someone, CONTRIBUTOR, SUBSCRIPTION);
    expect(await cloud.call("PUT", at(GROUP), body({ roleDefinitionId: definitionId(OWNER) }), someone)).toMatchObject(
      isRefused(403, "AuthorizationFailed"),
    );
  });
});

describe("a list of role assignments", () => {
  test("has those that the filter keeps", async () => {
    const { directory } = cloud;
    const group = directory.groups.create({ displayName: "all", mailNickname: "all", members: [someone] });
    cloud.assign(someone, READER, SUBSCRIPTION);
    cloud.assign(someone, CONTRIBUTOR, GROUP);
    cloud.assign(group.id, READER, GROUP);
    expect(await listed(GROUP, `principalId eq '${someone.toUpperCase()}'`)).toEqual([SUBSCRIPTION, GROUP]);
    expect(await listed(SUBSCRIPTION, `assignedTo('${someone}')`)).toEqual([SUBSCRIPTION, GROUP, GROUP]);
    expect(await listed(SUBSCRIPTION, `atScope() and assignedTo('${someone}')`)).toEqual([SUBSCRIPTION]);
    expect(await listed(SUBSCRIPTION, "atScope()")).toEqual([SUBSCRIPTION, SUBSCRIPTION]);
    expect(await cloud.call("GET", `${GROUP}/${AUTHORIZATION}/roleAssignments?$filter=roleName eq 'x'`)).toMatchObject(
      isRefused(400, "InvalidFilter"),
    );
  });
});

describe("Microsoft.Authorization", () => {
  test("tells a caller what it may do at a scope", async () => {
    cloud.assign(someone, READER, GROUP);
    const path = `${GROUP}/${AUTHORIZATION}/permissions`;
    expect(await cloud.call("GET", path, undefined, someone)).toEqual({
      status: 200,
      body: { value: [{ actions: ["*/read"], notActions: [], dataActions: [], notDataActions: [] }] },
    });
    expect(await cloud.call("GET", path, undefined, cloud.createPrincipal("nobody"))).toMatchObject(
      isRefused(403, "AuthorizationFailed"),
    );
  });

  test("has no deny assignments", async () => {
    const path = `${GROUP}/${AUTHORIZATION}/denyAssignments`;
    expect(await cloud.call("GET", path)).toEqual({ status: 200, body: { value: [] } });
    expect(await cloud.call("GET", `${path}/${NAME}`)).toMatchObject(isRefused(404, "DenyAssignmentNotFound"));
  });
});
