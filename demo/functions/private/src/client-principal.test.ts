import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClientPrincipalError, readClientPrincipal } from "./client-principal.ts";

const ROLE_TYPE = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

function headerOf(document: unknown): string {
  return Buffer.from(JSON.stringify(document)).toString("base64");
}

function principalWith(...claims: readonly (readonly [typ: string, val: string])[]) {
  return { auth_typ: "aad", claims: claims.map(([typ, val]) => ({ typ, val })), role_typ: ROLE_TYPE };
}

describe("the client principal", () => {
  test.each([
    ["a role as in the token", principalWith(["appid", "a"], ["roles", "Private.Example"]), ["Private.Example"]],
    ["a role under the long name", principalWith([ROLE_TYPE, "Private.Example"]), ["Private.Example"]],
    ["several roles in the token's order", principalWith(["roles", "B"], ["aud", "x"], ["roles", "A"]), ["B", "A"]],
    ["no role, though a scope", principalWith(["scp", "user_impersonation"]), []],
    ["no role, though a claim is called role", principalWith(["role", "Private.Example"]), []],
    ["no claims", principalWith(), []],
    ["no role_typ, and a claim without a known name", { claims: [{ typ: "undefined", val: "x" }] }, []],
  ])("has %s", (_case, document, roles) => {
    expect(readClientPrincipal(headerOf(document))).toEqual({ roles });
  });

  test.each([
    ["is missing", null],
    ["is empty", ""],
    ["is not base64", "%%%"],
    ["is base64 of something else", Buffer.from("hello").toString("base64")],
    ["is a list", headerOf([])],
    ["is null", headerOf(null)],
    ["has no claims", headerOf({ auth_typ: "aad" })],
    ["has claims that are no list", headerOf({ claims: { typ: "roles", val: "Private.Example" } })],
    ["has a claim whose value is no string", headerOf({ claims: [{ typ: "roles", val: ["Private.Example"] }] })],
    ["has a claim without a type", headerOf({ claims: [{ val: "Private.Example" }] })],
  ])("is refused when it %s", (_case, header) => {
    expect(() => readClientPrincipal(header)).toThrow(ClientPrincipalError);
  });

  test("gives back exactly the roles that were put in", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (roles) => {
        const document = principalWith(["aud", "x"], ...roles.map((role) => ["roles", role] as const));
        expect(readClientPrincipal(headerOf(document)).roles).toEqual(roles);
      }),
    );
  });

  test("fails with nothing but its own error, whatever the header holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString("base64")),
        ),
        (header) => {
          try {
            readClientPrincipal(header);
          } catch (error) {
            expect(error).toBeInstanceOf(ClientPrincipalError);
          }
        },
      ),
    );
  });
});
