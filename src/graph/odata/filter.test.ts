import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GraphError } from "../graph-error.ts";
import { compileFilter } from "./filter.ts";

const entity = {
  id: "1",
  displayName: "It's me",
  tags: ["a", "b"],
  isEnabled: true,
  notes: null,
  count: 3,
  web: { homePageUrl: "https://x" },
  appRoles: [{ value: "Read" }, { value: "Write" }],
};
const properties = new Set(Object.keys(entity));

describe("a filter", () => {
  test.each([
    ["displayName eq 'It''s me'", true],
    ["displayName eq 'IT''S ME'", true],
    ["displayName ne 'x'", true],
    ["isEnabled eq true", true],
    ["isEnabled eq false", false],
    ["isEnabled eq 'true'", false],
    ["notes eq null", true],
    ["count eq 3", true],
    ["id in ('0','1')", true],
    ["id in ('0')", false],
    ["startswith(displayName,'it')", true],
    ["startswith(notes,'it')", false],
    ["web/homePageUrl eq 'https://x'", true],
    ["web/nonsense eq null", true],
    ["web/constructor eq null", true],
    ["tags/any(t:t eq 'b')", true],
    ["tags/any(t: t eq 'c')", false],
    ["tags/any(t:startswith(t,'a') and t ne 'b')", true],
    ["appRoles/any(r:r/value eq 'Write')", true],
    ["id eq '0' or id eq '1' and isEnabled eq false", false],
    ["(id eq '0' or id eq '1') and isEnabled eq true", true],
    ["not (id eq '1')", false],
    ["not startswith(displayName,'x')", true],
  ])("%s is %s", (filter, expected) => {
    expect(compileFilter(filter, properties)(entity)).toBe(expected);
  });

  test.each([
    "",
    "displayName",
    "displayName eq",
    "displayName eq displayName",
    "nonsense eq '1'",
    "id eq '1",
    "id eq '1' and",
    "id eq '1' id eq '1'",
    "(id eq '1'",
    "id gt '1'",
    "endswith(id,'1')",
    "startswith(id)",
    "startswith(id,1)",
    "tags/any(t:u eq 'a')",
    "tags/all(t:t eq 'a')",
    "t eq 'a'",
    "id in ()",
    "id eq '1'; drop",
    `${"(".repeat(40)}id eq '1'${")".repeat(40)}`,
    `id eq '${"x".repeat(5000)}'`,
  ])("'%s' is refused", (filter) => {
    expect(() => compileFilter(filter, properties)).toThrow(GraphError);
  });

  test("finds any text that is quoted as OData quotes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const filter = compileFilter(`displayName eq '${text.replaceAll("'", "''")}'`, properties);
        expect(filter({ displayName: text })).toBe(true);
      }),
    );
  });

  test("is compiled or refused, whatever the text", () => {
    const parts = fc.constantFrom(
      "id",
      "eq",
      "'1'",
      "(",
      ")",
      "and",
      "or",
      "not",
      "tags/any",
      "t",
      ":",
      ",",
      " ",
      "startswith",
      "é",
    );
    fc.assert(
      fc.property(
        fc.array(parts).map((words) => words.join(" ")),
        (filter) => {
          try {
            expect(typeof compileFilter(filter, properties)(entity)).toBe("boolean");
          } catch (error) {
            expect(error).toBeInstanceOf(GraphError);
          }
        },
      ),
    );
  });
});
