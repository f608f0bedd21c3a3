import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SignedParts, sign, stringToSign } from "./shared-key.ts";

const parts: SignedParts = {
  service: "blob",
  account: "myaccount",
  method: "PUT",
  rawPath: "/mycontainer/my%20blob",
  rawQuery: "timeout=20&comp=metadata&restype=container&prefix=a%2Fb",
  headers: {
    "content-length": "0",
    "content-type": "text/plain; charset=UTF-8",
    date: "Sun, 20 Sep 2009 20:36:40 GMT",
    "x-ms-version": "2023-11-03",
    "x-ms-date": "Sun, 20 Sep 2009 20:36:40 GMT",
    "x-ms-meta-m1": "v1",
    "if-match": "*",
    "user-agent": "not signed",
  },
};
const own = "x-ms-date:Sun, 20 Sep 2009 20:36:40 GMT\nx-ms-meta-m1:v1\nx-ms-version:2023-11-03\n";

// "Authorize with Shared Key": the text that each scheme signs.
describe("the text that is signed", () => {
  test("has for blobs and queues every header that matters and the whole query, in order", () => {
    expect(stringToSign(parts, "SharedKey", "words")).toBe(
      "PUT\n\n\n\n\ntext/plain; charset=UTF-8\n\n\n*\n\n\n\n" +
        `${own}/myaccount/mycontainer/my%20blob\ncomp:metadata\nprefix:a/b\nrestype:container\ntimeout:20`,
    );
  });

  test("has less for blobs and queues in the lite scheme", () => {
    expect(stringToSign(parts, "SharedKeyLite", "words")).toBe(
      `PUT\n\ntext/plain; charset=UTF-8\n\n${own}/myaccount/mycontainer/my%20blob?comp=metadata`,
    );
  });

  test("has for tables the date in one place, whichever header it came in", () => {
    const table: SignedParts = { ...parts, service: "table", rawPath: "/Tables", rawQuery: "$filter=x" };
    const expected = "PUT\n\ntext/plain; charset=UTF-8\nSun, 20 Sep 2009 20:36:40 GMT\n/myaccount/Tables";
    expect(stringToSign(table, "SharedKey", "words")).toBe(expected);
    const { "x-ms-date": _, ...headers } = table.headers;
    expect(stringToSign({ ...table, headers }, "SharedKey", "words")).toBe(expected);
    expect(stringToSign(table, "SharedKeyLite", "words")).toBe("Sun, 20 Sep 2009 20:36:40 GMT\n/myaccount/Tables");
  });

  test("has the length of a body, but not that there is none", () => {
    const headers = { ...parts.headers, "content-length": "5" };
    expect(stringToSign({ ...parts, headers }, "SharedKey", "words").split("\n")[3]).toBe("5");
    expect(stringToSign(parts, "SharedKey", "words").split("\n")[3]).toBe("");
  });
});

describe("a signature", () => {
  const segment = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_".split("")), minLength: 1 });
  const change = fc.oneof(
    segment.map((path) => ({ rawPath: `/${path}/other` })),
    segment.map((value) => ({ rawQuery: `comp=${value}q` })),
    segment.map((value) => ({ headers: { ...parts.headers, "x-ms-meta-m1": `${value}v` } })),
    fc.constantFrom("GET", "DELETE", "HEAD").map((method) => ({ method })),
  );

  test("is another when anything that it covers is another", () => {
    fc.assert(
      fc.property(change, fc.base64String({ minLength: 8 }), (changed, key) => {
        expect(sign({ ...parts, ...changed }, "SharedKey", key)).not.toBe(sign(parts, "SharedKey", key));
      }),
    );
  });

  test("doesn't hang on the order in which headers and parameters came", () => {
    const headers = Object.fromEntries(Object.entries(parts.headers).reverse());
    const rawQuery = parts.rawQuery.split("&").reverse().join("&");
    expect(sign({ ...parts, headers, rawQuery }, "SharedKey", "a2V5")).toBe(sign(parts, "SharedKey", "a2V5"));
  });
});
