import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequestTarget } from "./request-target.ts";

describe("a request target", () => {
  test.each([
    ["/", "/", ""],
    ["/a/b?c=%41/../d", "/a/b", "?c=%41/../d"],
    ["/%7euser/%41%2d%5F", "/~user/A-_", ""],
    ["/a%2fb%5cc%20d%zz%4", "/a%2fb%5cc%20d%zz%4", ""],
    ["/a/./b/../c", "/a/c", ""],
    ["/a/b/..", "/a/", ""],
    ["/a/.", "/a/", ""],
    ["/a//../b", "/a/b", ""],
    ["/.../..a/.b", "/.../..a/.b", ""],
    ["/%252e%252e/a", "/%252e%252e/a", ""],
    ["/a\\..\\b#c", "/a%5C..%5Cb%23c", ""],
  ])("%s is read as %s", (target, path, queryString) => {
    expect(readRequestTarget(target)).toEqual({ path, queryString });
  });

  test.each(["", "*", "a/b", "/..", "/a/../..", "/%2E%2e/a", "/a/../../b?c"])("'%s' is refused", (target) => {
    expect(readRequestTarget(target)).toBeUndefined();
  });

  const piece = fc.constantFrom("a", "b", ".", "..", "%2e", "%61", "%2F", "%", "/", "//", "\\", "#");

  test("is read as a path that reads as itself and holds no dot segment", () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const read = readRequestTarget(`/${pieces.join("")}`);
        if (read === undefined) return;
        expect(readRequestTarget(read.path)).toEqual(read);
        expect(read.path.split("/")).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(\.|%2e){1,2}$/i)]));
      }),
    );
  });
});
