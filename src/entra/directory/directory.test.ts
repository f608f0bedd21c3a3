import { describe, expect, test } from "vitest";
import { createClock, newObjectId, openStore, type Store } from "../../platform/index.ts";
import { START_MS, TENANT_ID, testRole } from "../testing/index.ts";
import type { Directory } from "./directory.ts";
import { DirectoryError } from "./directory-error.ts";
import { openDirectory } from "./open-directory.ts";

function open(store: Store = openStore(":memory:")): Directory {
  return openDirectory({ store, clock: createClock(0, () => START_MS), tenantId: TENANT_ID });
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return "done";
  } catch (error) {
    if (error instanceof DirectoryError) return error.code;
    throw error;
  }
}

describe("applications", () => {
  test("have another id than their service principal, and share the client id with it", () => {
    const directory = open();
    const application = directory.applications.create({ displayName: "app" });
    const principal = directory.servicePrincipals.create({ appId: application.appId });
    expect(new Set([application.id, application.appId, principal.id]).size).toBe(3);
    expect(principal.appId).toBe(application.appId);
  });

  test("carry each change over to the service principal", () => {
    const directory = open();
    const application = directory.applications.create({ displayName: "app" });
    const principal = directory.servicePrincipals.create({ appId: application.appId });
    const role = testRole("A");
    directory.applications.update(application.id, {
      displayName: "new",
      identifierUris: ["api://new"],
      appRoles: [role],
    });
    expect(directory.servicePrincipals.get(principal.id)).toMatchObject({
      displayName: "new",
      servicePrincipalNames: ["api://new", application.appId],
      appRoles: [role],
    });
  });

  test("take their service principal with them when they are deleted, and its assignments and memberships", () => {
    const directory = open();
    const role = testRole("A");
    const application = directory.applications.create({ displayName: "app", appRoles: [role] });
    const principal = directory.servicePrincipals.create({ appId: application.appId });
    const group = directory.groups.create({
      displayName: "g",
      mailNickname: "g",
      members: [principal.id],
      owners: [principal.id],
    });
    directory.appRoleAssignments.create({ principalId: group.id, resourceId: principal.id, appRoleId: role.id });
    expect(directory.applications.delete(application.id)).toBe(true);
    expect(directory.servicePrincipals.get(principal.id)).toBeUndefined();
    expect(directory.groups.get(group.id)).toMatchObject({ members: [], owners: [] });
    expect(directory.appRoleAssignments.ofPrincipal(group.id)).toEqual([]);
    expect(directory.applications.delete(application.id)).toBe(false);
  });

  test.each<[string, (directory: Directory) => unknown, string]>([
    ["a name that is blank", (d) => d.applications.create({ displayName: " " }), "INVALID_VALUE"],
    [
      "an identifier URI that is none",
      (d) => d.applications.create({ displayName: "a", identifierUris: ["no uri"] }),
      "INVALID_VALUE",
    ],
    [
      "an identifier URI that another has",
      (d) => {
        d.applications.create({ displayName: "a", identifierUris: ["api://x"] });
        d.applications.create({ displayName: "b", identifierUris: ["api://x"] });
      },
      "KEY_TAKEN",
    ],
    [
      "two roles with one value",
      (d) => d.applications.create({ displayName: "a", appRoles: [testRole("A"), testRole("A")] }),
      "INVALID_VALUE",
    ],
    [
      "deleting a role that is enabled",
      (d) => {
        const { id } = d.applications.create({ displayName: "a", appRoles: [testRole("A")] });
        d.applications.update(id, { appRoles: [] });
      },
      "ENABLED_PERMISSION",
    ],
    [
      "an owner who isn't there",
      (d) => d.applications.create({ displayName: "a", owners: [newObjectId()] }),
      "INVALID_VALUE",
    ],
    ["an unknown id", (d) => d.applications.update(newObjectId(), {}), "NOT_FOUND"],
    [
      "a second service principal",
      (d) => {
        const { appId } = d.applications.create({ displayName: "a" });
        d.servicePrincipals.create({ appId });
        d.servicePrincipals.create({ appId });
      },
      "SERVICE_PRINCIPAL_EXISTS",
    ],
    [
      "a service principal of no application",
      (d) => d.servicePrincipals.create({ appId: newObjectId() }),
      "NO_BACKING_APPLICATION",
    ],
    [
      "a secret of a managed identity",
      (d) => {
        const { id } = d.servicePrincipals.createManagedIdentity({ displayName: "i", alternativeNames: [] });
        d.servicePrincipals.addPassword(id);
      },
      "NOT_ALLOWED",
    ],
    [
      "a chosen secret that is short",
      (d) => {
        const { id } = d.applications.create({ displayName: "a" });
        d.applications.addPassword(id, { secretText: "short" });
      },
      "INVALID_VALUE",
    ],
    [
      "a secret that ends before it starts",
      (d) => {
        const { id } = d.applications.create({ displayName: "a" });
        d.applications.addPassword(id, { endDateTime: "2020-01-01T00:00:00Z" });
      },
      "INVALID_VALUE",
    ],
    [
      "a user of another domain",
      (d) => d.users.create({ displayName: "u", userPrincipalName: "u@example.com" }),
      "INVALID_VALUE",
    ],
    [
      "a user name that is taken",
      (d) => {
        d.users.create({ displayName: "u", userPrincipalName: "u@gatehouse.onmicrosoft.com" });
        d.users.create({ displayName: "u", userPrincipalName: "U@gatehouse.onmicrosoft.com" });
      },
      "KEY_TAKEN",
    ],
  ])("refuse %s", (_, work, code) => {
    expect(codeOf(() => work(open()))).toBe(code);
  });

  test("survive a restart", () => {
    const store = openStore(":memory:");
    const { id } = open(store).applications.create({ displayName: "app" });
    expect(open(store).applications.get(id.toUpperCase())?.displayName).toBe("app");
  });
});

describe("app role assignments", () => {
  const forApps = { ...testRole("Apps"), allowedMemberTypes: ["Application"] as const };
  const forUsers = { ...testRole("Users"), allowedMemberTypes: ["User"] as const };
  const disabled = testRole("Disabled", { isEnabled: false });
  const NONE = "00000000-0000-0000-0000-000000000000";
  const UNKNOWN = "9d1c3e52-7a0e-4a53-8d4b-6c2c1b8f4e77";

  test.each([
    ["an app role", "app", forApps.id, "done"],
    ["a user role", "app", forUsers.id, "PERMISSION_NOT_FOUND"],
    ["an app role", "group", forApps.id, "PERMISSION_NOT_FOUND"],
    ["a user role", "group", forUsers.id, "done"],
    ["a user role", "user", forUsers.id, "done"],
    ["a disabled role", "app", disabled.id, "PERMISSION_NOT_FOUND"],
    ["an unknown role", "app", UNKNOWN, "PERMISSION_NOT_FOUND"],
    ["no role, where there are some", "app", NONE, "PERMISSION_NOT_FOUND"],
  ] as const)("of %s to a principal of kind %s", (_, kind, appRoleId, expected) => {
    const directory = open();
    const { appId } = directory.applications.create({ displayName: "api", appRoles: [forApps, forUsers, disabled] });
    const resourceId = directory.servicePrincipals.create({ appId }).id;
    const principals = {
      app: () => directory.servicePrincipals.createManagedIdentity({ displayName: "p", alternativeNames: [] }).id,
      group: () => directory.groups.create({ displayName: "p", mailNickname: "p" }).id,
      user: () => directory.users.create({ displayName: "p", userPrincipalName: "p@gatehouse.onmicrosoft.com" }).id,
    };
    const principalId = principals[kind]();
    const assign = () => directory.appRoleAssignments.create({ principalId, resourceId, appRoleId });
    expect(codeOf(assign)).toBe(expected);
    if (expected === "done") expect(codeOf(assign)).toBe("PERMISSION_EXISTS");
  });

  test("of no role is possible where there is none to give, and not to an application object", () => {
    const directory = open();
    const application = directory.applications.create({ displayName: "api" });
    const resourceId = directory.servicePrincipals.create({ appId: application.appId }).id;
    const assign = (principalId: string) =>
      directory.appRoleAssignments.create({ principalId, resourceId, appRoleId: NONE });
    expect(codeOf(() => assign(resourceId))).toBe("done");
    expect(codeOf(() => assign(application.id))).toBe("INVALID_VALUE");
    expect(codeOf(() => assign(UNKNOWN))).toBe("NOT_FOUND");
  });
});

describe("groups", () => {
  test("hold principals at any depth, in circles too", () => {
    const directory = open();
    const member = directory.servicePrincipals.createManagedIdentity({ displayName: "m", alternativeNames: [] });
    const group = (name: string) => directory.groups.create({ displayName: name, mailNickname: name });
    const [inner, middle, outer, other] = [group("inner"), group("middle"), group("outer"), group("other")];
    directory.groups.addMember(inner.id, member.id);
    directory.groups.addMember(middle.id, inner.id);
    directory.groups.addMember(outer.id, middle.id);
    directory.groups.addMember(inner.id, outer.id);
    expect(directory.groupsOf(member.id)).toEqual(new Set([inner.id, middle.id, outer.id]));
    expect(directory.groupsOf(other.id)).toEqual(new Set());
  });

  test("refuse a member twice, themselves, an application object, and to remove one who isn't there", () => {
    const directory = open();
    const member = directory.servicePrincipals.createManagedIdentity({ displayName: "m", alternativeNames: [] });
    const application = directory.applications.create({ displayName: "a" });
    const { id } = directory.groups.create({ displayName: "g", mailNickname: "g" });
    directory.groups.addMember(id, member.id);
    expect(codeOf(() => directory.groups.addMember(id, member.id))).toBe("REFERENCE_EXISTS");
    expect(codeOf(() => directory.groups.addMember(id, id))).toBe("INVALID_VALUE");
    expect(codeOf(() => directory.groups.addMember(id, application.id))).toBe("INVALID_VALUE");
    expect(codeOf(() => directory.groups.removeMember(id, newObjectId()))).toBe("REFERENCE_NOT_FOUND");
  });
});
