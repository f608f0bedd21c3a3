import { randomUUID } from "node:crypto";
import { GraphError, PageIterator } from "@microsoft/microsoft-graph-client";
import { describe, expect, test } from "vitest";
import { graphClient } from "./support/graph.ts";
import { owner, ownerObjectId, stranger } from "./support/principals.ts";

const graph = graphClient(owner);
const nobody = randomUUID();

async function expectGraphError(call: Promise<unknown>, statusCode: number, code: string): Promise<void> {
  const error = await call.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GraphError);
  expect(error).toMatchObject({ statusCode, code });
}

/** An application with its service principal, gone when the test is over. */
async function registerApplication(displayName: string, properties: object = {}) {
  const application = await graph.api("/applications").post({ displayName, ...properties });
  const principal = await graph.api("/servicePrincipals").post({ appId: application.appId });
  return {
    application,
    principal,
    async [Symbol.asyncDispose]() {
      await graph.api(`/applications/${application.id}`).delete();
    },
  };
}

describe("applications", () => {
  test("are made, read, changed, found by a filter and deleted", async () => {
    const made = await graph.api("/applications").post({ displayName: "Orders of the SDK tests" });
    expect(made).toMatchObject({ displayName: "Orders of the SDK tests", signInAudience: "AzureADMyOrg" });
    const url = `/applications/${made.id}`;
    await graph.api(url).patch({ identifierUris: [`api://${made.appId}`] });
    expect(await graph.api(url).get()).toMatchObject({ id: made.id, identifierUris: [`api://${made.appId}`] });
    expect(await graph.api(url).select(["id", "appId"]).get()).toEqual({
      "@odata.context": expect.stringContaining("$metadata#applications(id,appId)/$entity"),
      id: made.id,
      appId: made.appId,
    });
    const found = await graph.api("/applications").filter(`appId eq '${made.appId}'`).get();
    expect(found.value).toEqual([expect.objectContaining({ id: made.id })]);
    await graph.api(url).delete();
    await expectGraphError(graph.api(url).get(), 404, "Request_ResourceNotFound");
  });

  test("get a secret that is shown once, and lose it", async () => {
    await using orders = await registerApplication("Secrets of the SDK tests");
    const url = `/applications/${orders.application.id}`;
    const passwordCredential = { displayName: "first" };
    const { secretText, keyId } = await graph.api(`${url}/addPassword`).post({ passwordCredential });
    expect(secretText).toMatch(/^.{30,}$/);
    const { passwordCredentials } = await graph.api(url).get();
    expect(passwordCredentials).toEqual([
      expect.objectContaining({ keyId, displayName: "first", secretText: null, hint: secretText.slice(0, 3) }),
    ]);
    await graph.api(`${url}/removePassword`).post({ keyId });
    expect((await graph.api(url).get()).passwordCredentials).toEqual([]);
  });

  test("are listed page by page", async () => {
    await using _one = await registerApplication("Paging of the SDK tests 1");
    await using _two = await registerApplication("Paging of the SDK tests 2");
    const seen: string[] = [];
    const first = await graph.api("/applications").top(1).get();
    expect(first["@odata.nextLink"]).toContain("skiptoken=");
    await new PageIterator(graph, first, ({ displayName }) => {
      seen.push(displayName);
      return true;
    }).iterate();
    expect(seen).toEqual(expect.arrayContaining(["Paging of the SDK tests 1", "Paging of the SDK tests 2"]));
  });
});

describe("service principals", () => {
  test("stand for an application, are found by its id and are owned by who made them", async () => {
    await using orders = await registerApplication("Principals of the SDK tests");
    const { application, principal } = orders;
    expect(principal).toMatchObject({ appId: application.appId, servicePrincipalType: "Application" });
    expect(await graph.api(`/servicePrincipals(appId='${application.appId}')`).get()).toMatchObject({
      id: principal.id,
    });
    await graph.api(`/servicePrincipals/${principal.id}`).patch({ appRoleAssignmentRequired: true });
    expect(await graph.api(`/servicePrincipals/${principal.id}`).get()).toMatchObject({
      appRoleAssignmentRequired: true,
    });
    const { value } = await graph.api(`/servicePrincipals/${principal.id}/owners`).get();
    expect(value).toEqual([expect.objectContaining({ id: await ownerObjectId() })]);
  });

  test("409 for a second one of the same application", async () => {
    await using orders = await registerApplication("Twins of the SDK tests");
    await expectGraphError(
      graph.api("/servicePrincipals").post({ appId: orders.application.appId }),
      409,
      "Request_MultipleObjectsWithSameKeyValue",
    );
  });

  test("get an app role of another, listed at both ends, and lose it", async () => {
    const role = { id: randomUUID(), value: "Orders.Read", displayName: "Reads", description: "Reads orders" };
    const appRoles = [{ ...role, isEnabled: true, allowedMemberTypes: ["Application"] }];
    await using api = await registerApplication("API of the SDK tests", { appRoles });
    await using caller = await registerApplication("Caller of the SDK tests");
    const assignment = { principalId: caller.principal.id, resourceId: api.principal.id, appRoleId: role.id };
    const assignments = `/servicePrincipals/${caller.principal.id}/appRoleAssignments`;
    const made = await graph.api(assignments).post(assignment);
    expect(made).toMatchObject({ ...assignment, resourceDisplayName: "API of the SDK tests" });
    expect((await graph.api(assignments).get()).value).toEqual([expect.objectContaining({ id: made.id })]);
    const assigned = await graph.api(`/servicePrincipals/${api.principal.id}/appRoleAssignedTo`).get();
    expect(assigned.value).toEqual([expect.objectContaining({ id: made.id })]);
    await expectGraphError(graph.api(assignments).post(assignment), 400, "Request_BadRequest");
    await graph.api(`${assignments}/${made.id}`).delete();
    expect((await graph.api(assignments).get()).value).toEqual([]);
  });
});

describe("groups", () => {
  test("are made, changed, filled, read and deleted", async () => {
    await using member = await registerApplication("Member of the SDK tests");
    const group = await graph.api("/groups").post({
      displayName: "Team of the SDK tests",
      mailEnabled: false,
      mailNickname: "sdk-team",
      securityEnabled: true,
    });
    const url = `/groups/${group.id}`;
    await graph.api(url).patch({ description: "Looks after orders" });
    expect(await graph.api(url).get()).toMatchObject({ description: "Looks after orders", securityEnabled: true });

    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${member.principal.id}` };
    await graph.api(`${url}/members/$ref`).post(reference);
    const { value } = await graph.api(`${url}/members`).get();
    expect(value).toEqual([
      expect.objectContaining({ "@odata.type": "#microsoft.graph.servicePrincipal", id: member.principal.id }),
    ]);
    await expectGraphError(graph.api(`${url}/members/$ref`).post(reference), 400, "Request_BadRequest");
    await graph.api(`${url}/members/${member.principal.id}/$ref`).delete();
    expect((await graph.api(`${url}/members`).get()).value).toEqual([]);

    await graph.api(url).delete();
    await expectGraphError(graph.api(url).get(), 404, "Request_ResourceNotFound");
  });
});

describe("users", () => {
  test("are made, found by name, changed, listed and deleted", async () => {
    const { value: domains } = await graph.api("/domains").get();
    const userPrincipalName = `ada@${domains[0].id}`;
    const { id } = await graph.api("/users").post({
      accountEnabled: true,
      displayName: "Ada",
      mailNickname: "ada",
      userPrincipalName,
      passwordProfile: { password: "Analytical-1843" },
    });
    await graph.api(`/users/${userPrincipalName}`).patch({ jobTitle: "Analyst" });
    expect(await graph.api(`/users/${id}`).get()).toMatchObject({ displayName: "Ada", jobTitle: "Analyst" });
    const count = await graph.api("/users/$count").header("ConsistencyLevel", "eventual").get();
    expect(Number(count)).toBeGreaterThan(0);
    await graph.api(`/users/${id}`).delete();
    await expectGraphError(graph.api(`/users/${id}`).get(), 404, "Request_ResourceNotFound");
  });
});

test("several requests go in one batch", async () => {
  const { responses } = await graph.api("/$batch").post({
    requests: [
      { id: "1", method: "GET", url: "/organization" },
      { id: "2", method: "GET", url: `/groups/${nobody}` },
    ],
  });
  expect(responses).toMatchObject([{ status: 200 }, { status: 404 }]);
});

describe("calls that fail", () => {
  test.each(["applications", "servicePrincipals", "groups"])("404 among %s", async (set) => {
    await expectGraphError(graph.api(`/${set}/${nobody}`).get(), 404, "Request_ResourceNotFound");
    await expectGraphError(graph.api(`/${set}/${nobody}`).delete(), 404, "Request_ResourceNotFound");
  });

  test("400 for bodies and queries that can't be", async () => {
    await expectGraphError(graph.api("/applications").post({}), 400, "Request_BadRequest");
    await expectGraphError(graph.api("/servicePrincipals").post({ appId: nobody }), 400, "Request_BadRequest");
    await expectGraphError(graph.api("/applications").select("colour").get(), 400, "BadRequest");
  });

  test("403 for a caller without a permission", async () => {
    const theirs = graphClient(stranger);
    await expectGraphError(theirs.api("/applications").get(), 403, "Authorization_RequestDenied");
    await expectGraphError(
      theirs.api("/groups").post({
        displayName: "Strangers",
        mailEnabled: false,
        mailNickname: "strangers",
        securityEnabled: true,
      }),
      403,
      "Authorization_RequestDenied",
    );
  });
});
