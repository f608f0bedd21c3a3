import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeInDocument } from "./place-in-document.ts";
import { skipExpression } from "./skip-expression.ts";

/** The bar is where the person writes. */
const at = (marked: string) => placeInDocument(marked.replace("|", ""), marked.indexOf("|"));

describe("where somebody writes in a policy document", () => {
  test.each([
    ["between tags", "<policies><inbound>|", { kind: "text", path: ["policies", "inbound"] }],
    ["behind a closed element", "<policies><inbound></inbound>|", { kind: "text", path: ["policies"] }],
    ["behind one that closes itself", "<inbound><base />|", { kind: "text", path: ["inbound"] }],
    ["at an element's name", "<inbound><set-h|", { kind: "element", path: ["inbound"], name: "set-h" }],
    ["at a closing tag", "<inbound></|", { kind: "closing", path: ["inbound"] }],
    [
      "at an attribute's name",
      '<inbound><set-header name="a" ex|',
      { kind: "attribute", path: ["inbound", "set-header"], name: "ex", present: ["name"] },
    ],
    [
      "in an attribute's value",
      '<set-header exists-action="ap|',
      { kind: "value", path: ["set-header"], attribute: "exists-action", value: "ap" },
    ],
    ["in a comment", "<inbound><!-- <set-|", { kind: "comment" }],
    ["in an expression of an element", "<value>@(context.Req|", { kind: "expression", code: "context.Req" }],
    ["in one of several statements", "<value>@{ return context.|", { kind: "expression", code: " return context." }],
    ["in one of an attribute", '<set-variable value="@(context.|', { kind: "expression", code: "context." }],
    ["behind an expression", "<value>@(1 < 2)|", { kind: "text", path: ["value"] }],
    ["behind a bracket in a string", '<value>@("(" + context.|', { kind: "expression", code: '"(" + context.' }],
    ["at an address, which is no expression", "<value>me@example.com|", { kind: "text", path: ["value"] }],
  ])("is told %s", (_name, marked, place) => {
    expect(at(marked)).toMatchObject(place);
  });

  test("is told of any text, however wrong", () => {
    const piece = fc.constantFrom("<", ">", "/", "@", "(", ")", "{", "}", '"', "'", "<!--", "-->", "a", " ", "=", "\n");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(80), (pieces, offset) => {
        const text = pieces.join("");
        expect(placeInDocument(text, Math.min(offset, text.length)).kind).toBeTypeOf("string");
      }),
    );
  });
});

describe("an expression ends", () => {
  test.each([
    ["at its bracket", "@(a)b", 4],
    ["not at one in a string", '@(")")b', 6],
    ["not at one in a character", "@(')')b", 6],
    ["not at one in a verbatim string", '@(@"a"")")b', 10],
    ["not at one in a comment", "@{ // }\n}b", 9],
    ["not at one of another kind inside", "@(a[(1)])b", 9],
    ["nowhere, when it isn't closed", "@(a", undefined],
    ["nowhere, when its string isn't", '@("a)', undefined],
  ])("%s", (_name, text, end) => {
    expect(skipExpression(text, 1)).toBe(end);
  });
});
