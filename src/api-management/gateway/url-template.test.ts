import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileUrlTemplate } from "./url-template.ts";

function match(template: string, url: string): Record<string, string> | undefined {
  const [path = "", query] = url.split("?");
  const found = compileUrlTemplate(template).match(path, query === undefined ? null : new URLSearchParams(query));
  return found === undefined ? undefined : Object.fromEntries(found);
}

describe("an operation's URL template", () => {
  test.each<[string, string, Record<string, string> | undefined]>([
    ["/test", "/test", {}],
    ["/test", "/TEST/", {}],
    ["/test", "/test/x", undefined],
    ["/list:all", "/list%3AALL", {}],
    ["/a%20b/{id}", "/a%20b/1", { id: "1" }],
    ["/a/b", "/a%2Fb", undefined],
    ["/", "/", {}],
    ["", "/", {}],
    ["/items/{id}", "/items/42", { id: "42" }],
    ["/items/{id}", "/items/a%2Fb", { id: "a/b" }],
    ["/items/{id}", "/items/", undefined],
    ["/items/{id}", "/items/1/2", undefined],
    ["/{a}/x/{b}", "/1/X/2", { a: "1", b: "2" }],
    ["/*", "/a/b", { "*": "a/b" }],
    ["/*", "/", { "*": "" }],
    ["/files/{*path}", "/files/a/b.txt", { path: "a/b.txt" }],
    ["/get?a={b}", "/get?x=1&a=2", { b: "2" }],
    ["/get?a={b}", "/get", undefined],
    ["/get?mode=full", "/get?mode=FULL", {}],
    ["/get?mode=full", "/get?mode=short", undefined],
  ])("%s against %s", (template, url, expected) => {
    expect(match(template, url)).toEqual(expected);
  });

  test("goes before another in this order: literal, parameter, rest, and more of the query first", () => {
    const templates = ["/*", "/{a}", "/{a}/*", "/a/*", "/a/{b}", "/a/b", "/a/b?c={c}"];
    const ordered = templates.toSorted((a, b) => compileUrlTemplate(b).precedence - compileUrlTemplate(a).precedence);
    expect(ordered).toEqual(["/a/b?c={c}", "/a/b", "/a/{b}", "/a/*", "/{a}/*", "/{a}", "/*"]);
  });

  test("gives back each segment that stood for a parameter", () => {
    const segment = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(segment, segment, (a, b) => {
        expect(match("/{a}/x/{b}", `/${encodeURIComponent(a)}/x/${encodeURIComponent(b)}`)).toEqual({ a, b });
      }),
    );
  });
});
