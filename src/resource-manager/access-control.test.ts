import { describe, expect, test } from "vitest";
import { type ObjectId, openStore, type ResourceId } from "../platform/index.ts";
import { createAccessControl } from "./access-control.ts";
import { covers } from "./role-definition.ts";

const alice = "alice" as ObjectId;
const group = "group" as ObjectId;
const scope = "/subscriptions/s/resourceGroups/g";
const OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const BLOB_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
const BLOB_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
const READ_BLOB = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read";
const WRITE_BLOB = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write";

function accessWith(roleId: string, principalId: ObjectId, at: string) {
  const access = createAccessControl(openStore(":memory:"), (principal) => new Set(principal === alice ? [group] : []));
  access.assign({
    id: `${at}/providers/Microsoft.Authorization/roleAssignments/a` as ResourceId,
    name: "a",
    scope: at,
    roleDefinitionId: `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
    principalId,
    principalType: "User",
    description: "",
    createdOn: "",
    createdBy: alice,
  });
  return access;
}

describe("access control", () => {
  test.each<[string, string, string, string, "control" | "data", boolean]>([
    [
      "an owner writes below the scope",
      OWNER,
      "Microsoft.Web/sites/write",
      `${scope}/providers/Microsoft.Web/sites/x`,
      "control",
      true,
    ],
    ["an owner has no data actions", OWNER, READ_BLOB, scope, "data", false],
    ["an owner has nothing beside the scope", OWNER, "Microsoft.Web/sites/write", `${scope}2`, "control", false],
    ["an owner has nothing above the scope", OWNER, "Microsoft.Web/sites/read", "/subscriptions/s", "control", false],
    [
      "a contributor doesn't give access",
      CONTRIBUTOR,
      "Microsoft.Authorization/roleAssignments/write",
      scope,
      "control",
      false,
    ],
    [
      "a contributor sees who has access",
      CONTRIBUTOR,
      "Microsoft.Authorization/roleAssignments/read",
      scope,
      "control",
      true,
    ],
    [
      "a blob owner writes blobs",
      BLOB_OWNER,
      WRITE_BLOB,
      `${scope}/providers/Microsoft.Storage/storageAccounts/a`,
      "data",
      true,
    ],
    ["a blob reader reads blobs", BLOB_READER, READ_BLOB, scope, "data", true],
    ["a blob reader writes none", BLOB_READER, WRITE_BLOB, scope, "data", false],
    ["case doesn't count", OWNER, "MICROSOFT.WEB/SITES/WRITE", scope.toUpperCase(), "control", true],
    [
      "an unknown role gives nothing",
      "00000000-0000-0000-0000-000000000000",
      "Microsoft.Web/sites/read",
      scope,
      "control",
      false,
    ],
  ])("%s", (_name, role, operation, at, plane, allowed) => {
    expect(accessWith(role, alice, scope).isAllowed(alice, operation, at, plane)).toBe(allowed);
    expect(accessWith(role, group, scope).isAllowed(alice, operation, at, plane)).toBe(allowed);
    expect(accessWith(role, alice, scope).isAllowed("bob" as ObjectId, operation, at, plane)).toBe(false);
  });

  test.each([
    ["*", "a/b", true],
    ["*/read", "a/b/read", true],
    ["*/read", "a/b/write", false],
    ["a/*/delete", "a/b/c/delete", true],
    ["a/*/delete", "a/delete", true],
    ["a/*/delete", "adelete", false],
    ["a/*/b/*/c", "a/x/b/y/c", true],
    ["a/*/b/*/c", "a/b/c", true],
    ["a/*", "ab/c", false],
    ["a/b", "a/b", true],
    ["a/b", "a/bc", false],
    ["*ab*ab", "ab", false],
  ])("the pattern %s against %s", (pattern, operation, expected) => {
    expect(covers(pattern, operation)).toBe(expected);
  });
});
