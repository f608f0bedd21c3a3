import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StorageError } from "./storage-error.ts";
import { readRequest } from "./storage-request.ts";

function read(url: string) {
  return readRequest(
    { service: "blob", account: "acct", scheme: "https" },
    { method: "get", url },
    { "x-a": ["1", "2"] },
  );
}

describe("a request", () => {
  test.each([
    ["/", "", "", {}],
    ["/?comp=list", "", "", { comp: "list" }],
    ["/box?restype=container&comp=list", "box", "", { restype: "container", comp: "list" }],
    ["/box/a/b%20c", "box", "a/b c", {}],
    ["/box%2Fa", "box", "a", {}],
    ["/box/?x", "box", "", { x: "" }],
    ["/box/a?sig=a%2Bb%3D", "box", "a", { sig: "a+b=" }],
  ])("to %s is about '%s' and '%s'", (url, first, rest, query) => {
    const request = read(url);
    expect([request.first, request.rest, Object.fromEntries(request.query)]).toEqual([first, rest, query]);
    expect(request).toMatchObject({ method: "GET", headers: { "x-a": "1, 2" } });
  });

  test.each([
    "box",
    "//box",
    "/box#a",
    "/box\\a",
    "/box a",
    "/b\u00a0x",
    "/b%ff",
    "/box?comp=list&comp=acl",
    "/box?Comp=acl",
    "/box?comp[]=acl",
    "/box?[comp]=acl",
    "/box?%5Bcomp%5D=acl",
    "/box?comp%20=acl",
    "/box?RESTYPE=container",
    "/box?restype.x=container",
    `/box?${"a=1&".repeat(101)}`,
  ])("to %s could be read in two ways and is refused", (url) => {
    expect(() => read(url)).toThrow(expect.objectContaining({ status: 400, code: "InvalidUri" }));
  });

  test("is read or refused, whatever comes", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (url, tail) => {
        try {
          read(url.replace(/^https?:\/\/[^/]+/, "") + tail);
        } catch (error) {
          expect(error).toBeInstanceOf(StorageError);
        }
      }),
    );
  });
});
