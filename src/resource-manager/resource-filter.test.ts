import { describe, expect, test } from "vitest";
import type { ResourceId } from "../platform/index.ts";
import { compileFilter, GROUP_FILTER, RESOURCE_FILTER } from "./resource-filter.ts";
import type { Resource } from "./resource-type.ts";

const resource: Resource = {
  id: "/subscriptions/s/resourceGroups/Mine/providers/Microsoft.Test/widgets/o'b" as ResourceId,
  name: "o'b",
  type: "Microsoft.Test/widgets",
  location: "uksouth",
  tags: { Team: "Blue and Green" },
  properties: {},
};

describe("a filter", () => {
  test.each([
    [null, true],
    ["name eq 'o''b'", true],
    ["name eq 'o'", false],
    ["resourceType eq 'microsoft.test/WIDGETS'", true],
    ["resourcegroup EQ 'mine' and location eq 'uksouth'", true],
    ["resourceGroup eq 'mine' and location eq 'ukwest'", false],
    ["tagName eq 'team'", true],
    ["tagName eq 'team' and tagValue eq 'Blue and Green'", true],
    ["tagName eq 'team' and tagValue eq 'blue and green'", false],
    ["tagName eq 'crew'", false],
  ])("%s tells %s", (filter, expected) => {
    expect(compileFilter(filter, RESOURCE_FILTER)(resource)).toBe(expected);
  });

  test.each([
    "",
    "name",
    "name eq o",
    "name ne 'o'",
    "name eq 'o' or name eq 'p'",
    "name eq 'o' and",
    "name eq 'o' and name eq 'p'",
    "tagValue eq 'blue'",
    "substringof('o', name)",
    "colour eq 'red'",
  ])("'%s' is refused", (filter) => {
    expect(() => compileFilter(filter, RESOURCE_FILTER)).toThrow(
      expect.objectContaining({ status: 400, code: "InvalidFilterInQueryString" }),
    );
  });

  test("of groups knows tags only", () => {
    expect(compileFilter("tagName eq 'Team'", GROUP_FILTER)(resource)).toBe(true);
    expect(() => compileFilter("location eq 'uksouth'", GROUP_FILTER)).toThrow("use tagName, tagValue,");
  });
});
