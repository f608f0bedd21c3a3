import { describe, expect, test } from "vitest";
import { everySection } from "../policies/definition.ts";
import { policyCatalogue } from "./policy-catalogue.ts";

const { policies } = policyCatalogue();

function policy(name: string) {
  const found = policies.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`The catalogue has no '${name}'.`);
  return found;
}

describe("the catalogue of policies", () => {
  test("has each name once, in order, each with a sentence", () => {
    const names = policies.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].toSorted());
    expect(policies.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]);
  });

  test("has base, which no fragment can have", () => {
    expect(policy("base")).toMatchObject({
      sections: everySection,
      scopes: ["service", "product", "api", "operation"],
      isSupported: true,
    });
  });

  test.each([
    ["validate-jwt", ["inbound"], ["service", "product", "api", "operation", "fragment"], true],
    ["include-fragment", everySection, ["service", "product", "api", "operation"], true],
    ["rate-limit", ["inbound"], ["product", "api", "operation", "fragment"], false],
    ["cross-domain", ["inbound"], ["service"], false],
    ["http-data-source", [], [], false],
  ])("says where '%s' may stand, and whether it is run", (name, sections, scopes, isSupported) => {
    expect(policy(name)).toMatchObject({ sections, scopes, isSupported });
  });

  test.each([
    ["set-variable", "value", { isRequired: true, takesExpression: true }],
    ["set-header", "exists-action", { isRequired: false, values: ["override", "skip", "append", "delete"] }],
    ["validate-jwt", "require-signed-tokens", { takesExpression: false, values: ["true", "false"] }],
    ["validate-jwt", "id", { isRequired: false, takesExpression: false }],
  ])("says of '%s' what '%s' takes", (name, attribute, expected) => {
    expect(policy(name).attributes.find((candidate) => candidate.name === attribute)).toMatchObject(expected);
  });

  test("leaves out elements and attributes that are refused", () => {
    const children = policy("validate-jwt").children;
    expect(children.map(({ name }) => name)).toEqual([
      "openid-config",
      "issuer-signing-keys",
      "audiences",
      "issuers",
      "required-claims",
    ]);
    const [key] = children.find(({ name }) => name === "issuer-signing-keys")?.children ?? [];
    expect(key?.attributes.map(({ name }) => name)).toEqual(["id", "n", "e"]);
  });
});
