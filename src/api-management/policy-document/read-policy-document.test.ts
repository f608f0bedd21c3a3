import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PolicyDocumentError } from "../management/ports.ts";
import type { PolicyElement } from "./policy-element.ts";
import { type PolicyFormat, readPolicyDocument } from "./read-policy-document.ts";

/** The element without positions, for comparing. */
function shape(element: PolicyElement): unknown {
  const attributes = Object.fromEntries(
    [...element.attributes].map(([name, { kind, value }]) => [
      name,
      kind === "literal" ? value : { expression: value },
    ]),
  );
  const text =
    element.text === undefined
      ? undefined
      : element.text.kind === "literal"
        ? element.text.value
        : { expression: element.text.value };
  return { name: element.name, attributes, children: element.children.map(shape), text };
}

function faults(text: string, format: PolicyFormat) {
  try {
    readPolicyDocument(text, format);
  } catch (error) {
    if (error instanceof PolicyDocumentError) return error.errors;
    throw error;
  }
  return [];
}

describe("a policy document", () => {
  test.each<[string, PolicyFormat, string, unknown]>([
    ["an empty element", "xml", "<a/>", { name: "a", attributes: {}, children: [], text: undefined }],
    [
      "attributes in both kinds of quotes",
      "xml",
      `<a x="1" y='"2"'/>`,
      { name: "a", attributes: { x: "1", y: '"2"' }, children: [], text: undefined },
    ],
    [
      "entities",
      "xml",
      `<a x="&lt;&#65;&#x42;&amp;">&gt;</a>`,
      { name: "a", attributes: { x: "<AB&" }, children: [], text: ">" },
    ],
    [
      "comments, a declaration and CDATA",
      "xml",
      `<?xml version="1.0"?><!-- @( --><a><!-- b --><![CDATA[<&]]></a>`,
      { name: "a", attributes: {}, children: [], text: "<&" },
    ],
    [
      "an escaped expression",
      "xml",
      `<a x="@(1 &lt; 2 &amp;&amp; &quot;)&quot; != null)"/>`,
      { name: "a", attributes: { x: { expression: '@(1 < 2 && ")" != null)' } }, children: [], text: undefined },
    ],
    [
      "a raw expression with quotes",
      "rawxml",
      `<a x="@(context.Request.Headers["A"].Length < 2 && ")" != "")" y="1"/>`,
      {
        name: "a",
        attributes: { x: { expression: '@(context.Request.Headers["A"].Length < 2 && ")" != "")' }, y: "1" },
        children: [],
        text: undefined,
      },
    ],
    [
      "a raw expression as text",
      "rawxml",
      `<v> @{ if (1 < 2) { return "</v>"; } return "}"; } </v>`,
      {
        name: "v",
        attributes: {},
        children: [],
        text: { expression: '@{ if (1 < 2) { return "</v>"; } return "}"; }' },
      },
    ],
    [
      "an @ that is no expression",
      "rawxml",
      `<a x="me@example.com">@home</a>`,
      { name: "a", attributes: { x: "me@example.com" }, children: [], text: "@home" },
    ],
    [
      "entities outside of raw expressions",
      "rawxml",
      `<a x="a&amp;b"/>`,
      { name: "a", attributes: { x: "a&b" }, children: [], text: undefined },
    ],
  ])("may hold %s (%s)", (_name, format, text, expected) => {
    expect(shape(readPolicyDocument(text, format))).toEqual(expected);
  });

  test.each<[string, PolicyFormat, string, { line: number; column: number }]>([
    ["no root", "xml", " \n ", { line: 2, column: 2 }],
    ["an element without an end", "xml", "<a>\n<b></a>", { line: 2, column: 7 }],
    ["text behind the root", "xml", "<a/>x", { line: 1, column: 5 }],
    ["an attribute twice", "xml", '<a x="1"\n x="2"/>', { line: 2, column: 2 }],
    ["an attribute without quotes", "xml", "<a x=1/>", { line: 1, column: 6 }],
    ["a bare ampersand", "xml", "<a>x & y</a>", { line: 1, column: 6 }],
    ["raw quotes in an xml document's expression", "xml", '<a x="@("b")"/>', { line: 1, column: 7 }],
    ["an expression without an end", "rawxml", '<a x="@(1 + (2)"/>', { line: 1, column: 7 }],
    ["more text behind an expression", "rawxml", '<a x="@(1) and"/>', { line: 1, column: 12 }],
    ["text around an expression", "rawxml", "<a>x<!-- -->@(1)</a>", { line: 1, column: 17 }],
  ])("with %s is refused with its place", (_name, format, text, place) => {
    expect(faults(text, format)).toEqual([expect.objectContaining(place)]);
  });

  test("is read again as what was written, whatever its texts are", () => {
    const name = fc.stringMatching(/^[a-z][a-z-]{0,8}$/);
    const literal = fc.string().filter((text) => !/^\s*@[({]/.test(text) && !/[\0\r]/.test(text));
    const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
    fc.assert(
      fc.property(
        name,
        fc.dictionary(name, literal),
        fc.option(literal, { nil: undefined }),
        (tag, attributes, text) => {
          const written = `<${tag}${Object.entries(attributes)
            .map(([key, value]) => ` ${key}="${escaped(value)}"`)
            .join("")}>${escaped(text ?? "")}</${tag}>`;
          for (const format of ["xml", "rawxml"] as const) {
            const read = readPolicyDocument(written, format);
            expect(read.name).toBe(tag);
            expect(Object.fromEntries([...read.attributes].map(([key, { value }]) => [key, value]))).toEqual({
              ...attributes,
            });
            expect(read.text?.value ?? "").toBe(text === undefined || text.trim() === "" ? "" : text);
          }
        },
      ),
    );
  });

  test("is read or refused, never worse, whatever it is", () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom(
              "<",
              ">",
              "/",
              "a",
              '"',
              "'",
              "=",
              "@(",
              "@{",
              ")",
              "}",
              "&",
              ";",
              " ",
              "<!--",
              "-->",
              "<![CDATA[",
              "]]>",
              "\n",
            ),
          )
          .map((parts) => parts.join("")),
        fc.constantFrom<PolicyFormat>("xml", "rawxml"),
        (text, format) => {
          faults(text, format);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
