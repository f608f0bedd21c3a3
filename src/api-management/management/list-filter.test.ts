import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterItems } from "./list-filter.ts";
import { ManagementError } from "./management-error.ts";

const items = [
  { name: "orders", properties: { displayName: "Orders", limit: 3, isCurrent: true, since: "2026-01-02T00:00:00Z" } },
  { name: "stock", properties: { displayName: "What's left", limit: 10, isCurrent: false, since: null } },
];

describe("a filter", () => {
  test.each([
    ["name eq 'orders'", ["orders"]],
    ["name eq 'Orders'", []],
    ["name ne 'orders'", ["stock"]],
    ["properties/displayName eq 'Orders'", ["orders"]],
    ["displayName eq 'What''s left'", ["stock"]],
    ["contains(displayName, 'left')", ["stock"]],
    ["substringof('rder', displayName)", ["orders"]],
    ["startswith(properties/displayName,'Or')", ["orders"]],
    ["endswith(name, 's') or endswith(name, 'k')", ["orders", "stock"]],
    ["name gt 'orders'", ["stock"]],
    ["name le 'orders'", ["orders"]],
    ["limit ge 3 and limit lt 10", ["orders"]],
    ["isCurrent eq true", ["orders"]],
    ["not (isCurrent eq true)", ["stock"]],
    ["not isCurrent eq true", ["stock"]],
    ["since eq null", ["stock"]],
    ["since ge 2026-01-01", ["orders"]],
    ["since lt datetime'2026-01-01T00:00:00Z'", []],
    ["name eq 'stock' or name eq 'orders' and limit eq 4", ["stock"]],
    ["(name eq 'stock' or name eq 'orders') and limit eq 3", ["orders"]],
    ["limit eq '3'", []],
    ["limit gt 'a'", []],
  ])("%s", (filter, names) => {
    expect(filterItems(items, filter).map(({ name }) => name)).toEqual(names);
  });

  test("longer than 4096 characters is refused", () => {
    expect(() => filterItems(items, `name eq '${"x".repeat(4096)}'`)).toThrow(ManagementError);
  });

  test.each([
    "colour eq 'red'",
    "name",
    "name eq",
    "name is 'orders'",
    "'orders' eq name",
    "name eq 'orders",
    "name eq 'orders' name",
    "contains(name)",
    "contains(name, 3)",
    "tags/any(t: t eq 'x')",
    "toString(name, 'x')",
    "name toString 'x'",
    "(name eq 'orders'",
    `${"(".repeat(60)}name eq 'x'${")".repeat(60)}`,
    "",
  ])("is refused by what is wrong with it: %s", (filter) => {
    expect(() => filterItems(items, filter)).toThrow(ManagementError);
  });

  test("of a list without items may speak of any field", () => {
    expect(filterItems([], "colour eq 'red'")).toEqual([]);
  });

  test("finds each text that was written into it", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = filterItems([{ name: text }], `name eq '${text.replaceAll("'", "''")}'`);
        expect(found).toHaveLength(1);
      }),
    );
  });

  test("is read or refused, whatever it is", () => {
    const part = fc.constantFrom(
      "name",
      "eq",
      "not",
      "and",
      "or",
      "(",
      ")",
      "'x'",
      "3",
      ",",
      "contains",
      "null",
      " ",
      "'",
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        try {
          filterItems(items, parts.join(" "));
        } catch (error) {
          expect(error).toBeInstanceOf(ManagementError);
        }
      }),
    );
  });
});
