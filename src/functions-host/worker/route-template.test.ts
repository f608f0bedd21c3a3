import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROUTE_CONSTRAINTS } from "./route-constraints.ts";
import { createRouteTable, pathSegments } from "./route-table.ts";
import { matchRoute, parseRouteTemplate, RouteTemplateError } from "./route-template.ts";

const match = (template: string, path: string) => matchRoute(parseRouteTemplate(template), pathSegments(path));

describe("a route template", () => {
  test.each([
    ["api/simple", "/api/simple", {}],
    ["api/simple", "/API/Simple/", {}],
    ["api/simple", "/api/simple/more", undefined],
    ["api/simple", "/api", undefined],
    ["", "/", {}],
    ["{id}", "/", undefined],
    ["api/{id}", "/api/a%20b", { id: "a b" }],
    ["api/{id}", "/api/a%2Fb", { id: "a%2Fb" }],
    ["api/{id}", "/api/%zz", { id: "%zz" }],
    ["api/{id}", "/api//", undefined],
    ["api/{id}/x", "/api//x", undefined],
    ["api/{id?}", "/api", {}],
    ["api/{id=7}", "/api", { id: "7" }],
    ["api/{id=7}", "/api/8", { id: "8" }],
    ["api/{id:int?}", "/api", {}],
    ["api/{id:int?}", "/api/x", undefined],
    ["api/{category:alpha}/{id:int?}", "/api/books/5", { category: "books", id: "5" }],
    ["api/{*rest}", "/api", {}],
    ["api/{*rest}", "/api/a/b%20c", { rest: "a/b c" }],
    ["{**rest}", "/", {}],
    ["{**rest:minlength(3)}", "/a/b", { rest: "a/b" }],
    ["{*rest:maxlength(2)}", "/a/b", undefined],
  ])("%s against %s gives %o", (template, path, expected) => {
    expect(match(template, path)).toEqual(expected);
  });

  test.each([
    ["int", ["0", "-5", "2147483647"], ["2147483648", "1.0", "x"]],
    ["long", ["9223372036854775807"], ["9223372036854775808"]],
    ["bool", ["true", "FALSE"], ["1"]],
    ["guid", ["5e29463d-71da-4fe0-8e69-999b57db23b0", "5E29463D71DA4FE08E69999B57DB23B0"], ["5e29463d"]],
    ["alpha", ["abc"], ["a1", "ä"]],
    ["decimal", ["1", "1.5", "-3"], ["1e5"]],
    ["double", ["1e5", "-.5"], ["one"]],
    ["float", ["1.5"], ["1,5"]],
    ["required", ["x"], []],
    ["minlength(3)", ["abc"], ["ab"]],
    ["maxlength(3)", ["abc"], ["abcd"]],
    ["length(2)", ["ab"], ["a", "abc"]],
    ["length(2, 3)", ["ab", "abc"], ["a", "abcd"]],
    ["min(18)", ["18"], ["17", "x"]],
    ["max(18)", ["-3"], ["19"]],
    ["range(1,5)", ["1", "5"], ["0", "6"]],
    ["int:min(3)", ["3"], ["2"]],
  ])("with the constraint %s takes %o and not %o", (constraint, good, bad) => {
    for (const value of good) expect(match(`{v:${constraint}}`, value)).toEqual({ v: value });
    for (const value of bad) expect(match(`{v:${constraint}}`, value)).toBeUndefined();
  });

  test.each([
    ["{id:regex(^a$)}", ROUTE_CONSTRAINTS.join(", ")],
    ["{id:datetime}", '"datetime"'],
    ["{id:int(3)}", '"int(3)"'],
    ["{id:minlength}", '"minlength"'],
    ["{id:constructor}", '"constructor"'],
    ["{id:range(1)}", '"range(1)"'],
    ["{name}.{ext}", "more than one parameter or one text"],
    ["a{id}", "more than one parameter or one text"],
    ["{id", "more than one parameter or one text"],
    ["{}", "more than one parameter or one text"],
    ["{*}", "has no name"],
    ["{id}/{ID}", '"id" is there twice'],
    ["{*rest}/x", "has to be the last"],
    ["{id?}/x", "followed by"],
    ["a//b", "empty segment"],
  ])("%s is refused, and the reason says: %s", (template, reason) => {
    expect(() => parseRouteTemplate(template)).toThrow(RouteTemplateError);
    expect(() => parseRouteTemplate(template)).toThrow(reason);
  });

  test("hands out any value as it was before it was encoded", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[/%]/.test(text));
    fc.assert(
      fc.property(value, fc.array(value), (id, rest) => {
        const path = [id, ...rest].map(encodeURIComponent).join("/");
        expect(match("x/{id}/{*rest}", `/x/${path}`)).toEqual({
          id,
          ...(rest.length > 0 ? { rest: rest.join("/") } : {}),
        });
      }),
    );
  });
});

describe("a table of routes", () => {
  const routes = [
    "{*rest}",
    "{*rest:minlength(40)}",
    "{a}/{b}",
    "{a}/x",
    "orders/{id}",
    "orders/{id:int}",
    "orders/new",
  ];
  const table = createRouteTable(routes.map((text) => ({ template: parseRouteTemplate(text), methods: ["GET"] })));

  test.each([
    ["/orders/new", "orders/new"],
    ["/orders/5", "orders/{id:int}"],
    ["/orders/a", "orders/{id}"],
    ["/a/x", "{a}/x"],
    ["/a/y", "{a}/{b}"],
    ["/a/y/z", "{*rest}"],
    [`/${"a/".repeat(30)}`, "{*rest:minlength(40)}"],
  ])("leads %s to %s, whatever was registered first", (path, expected) => {
    expect(table("GET", path)?.target.template.text).toBe(expected);
  });

  test("knows no path for a wrong method", () => {
    expect(table("POST", "/orders/new")).toBeUndefined();
  });
});
