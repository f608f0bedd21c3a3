import { describe, expect, test } from "vitest";
import { meetsConstraint } from "./version-constraint.ts";

describe("version 1.11.4", () => {
  test.each([
    [">= 1.5", true],
    [">= 1.5, < 2.0", true],
    ["~> 1.9", true],
    ["~> 1.11.0", true],
    ["~> 1.10.0", false],
    ["~> 1.11.5", false],
    ["~> 1", true],
    ["1.11.4", true],
    ["= 1.11.4", true],
    ["1.11.3", false],
    ["!= 1.11.4", false],
    ["> 1.11.3", true],
    ["<= 1.11.4", true],
    ["< 1.11.4", false],
    [">= 1.12.0-beta1", false],
    [">= 1.2.0, != 1.5.0", true],
  ])("with %s: %s", (constraint, met) => {
    expect(meetsConstraint("1.11.4", constraint, undefined)).toBe(met);
  });

  test.each(["", "latest", ">= ", ">= 1.x"])("refuses the constraint %j", (constraint) => {
    expect(() => meetsConstraint("1.11.4", constraint, undefined)).toThrow("Invalid version constraint");
  });
});
