import { describe, expect, test } from "vitest";
import { PolicyDocumentError } from "../management/ports.ts";
import { compileDocument } from "../policies/compile-document.ts";
import { noReferences } from "../policies/policy-references.ts";
import { policyProblems } from "./policy-problems.ts";

/** What is marked in the document, each with where it begins. */
function marked(document: string, references = noReferences): readonly (readonly [place: string, text: string])[] {
  return problemsIn(document, references).map(({ line, column, endLine, endColumn }) => {
    const lines = document.split("\n");
    const offset = (at: number, within: number) =>
      lines.slice(0, at - 1).join("\n").length + (at > 1 ? 1 : 0) + within - 1;
    return [`${line}:${column}`, document.slice(offset(line, column), offset(endLine, endColumn))];
  });
}

function problemsIn(document: string, references = noReferences) {
  try {
    compileDocument(document, "rawxml", "api", references);
    return [];
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error;
    return policyProblems(
      document,
      error.errors.map((fault) => ({ kind: "place", ...fault })),
    );
  }
}

const inbound = (policies: string): string => `<policies>\n  <inbound>\n${policies}\n  </inbound>\n</policies>`;

describe("what is wrong with a policy document", () => {
  test.each<[string, string, readonly (readonly [string, string])[]]>([
    ["nothing, if it can be saved", inbound("<base />"), []],
    ["an element, by its tag's name", inbound("    <nothing a='b' />"), [["3:5", "<nothing"]]],
    ["the value of an attribute", inbound('    <set-header name="a" exists-action="never" />'), [["3:41", "never"]]],
    ["an attribute's name", inbound('<trace source="a" source="b" />'), [["3:19", "source"]]],
    ["a word in an expression", inbound('<set-variable name="a" value="@(context.Nope)" />'), [["3:41", "Nope"]]],
    [
      "a word in a later line of an expression",
      inbound("<set-body>@{\n  var a = 1;\n  return missing;\n}</set-body>"),
      [["5:10", "missing"]],
    ],
    ["a text in an expression", inbound('<set-body>@{ int a = "a b"; return a; }</set-body>'), [["3:22", '"a b"']]],
    [
      "an expression that may not stand there",
      inbound('<include-fragment fragment-id="@(1 + 2)" />'),
      [["3:32", "@(1 + 2)"]],
    ],
    [
      "an expression without an end, up to the line's",
      inbound('<set-body>@("</set-body>'),
      [["3:11", '@("</set-body>']],
    ],
    ["text that may not stand there", inbound("\n  some words\n"), [["4:3", "some"]]],
    ["an end tag of something else", "<policies>\n  <inbound>\n  </outbound>\n</policies>", [["3:13", ">"]]],
    ["the end of a document that breaks off", "<policies>\n  <inbound>", [["2:12", ""]]],
    [
      "everything, in the order of the places",
      inbound("<one />\n<set-body>@(two)</set-body>\n<three />"),
      [
        ["3:1", "<one"],
        ["4:13", "two"],
        ["5:1", "<three"],
      ],
    ],
  ])("is %s", (_, document, expected) => {
    expect(marked(document)).toEqual(expected);
  });

  test("is told in the order of the places, however it was found", () => {
    const places = [
      { line: 2, column: 1 },
      { line: 1, column: 4 },
      { line: 1, column: 1 },
    ];
    const faults = places.map((place) => ({ kind: "place" as const, message: "Wrong.", target: "a", ...place }));
    expect(policyProblems("<a><b/>\n</a>", faults).map(({ line, column }) => ({ line, column }))).toEqual(
      places.toReversed(),
    );
  });

  test("stays within the line when a named value has moved it", () => {
    const long = { ...noReferences, namedValue: () => `${" ".repeat(200)}1` };
    expect(marked(inbound("<set-body>@({{a}} + missing)</set-body>"), long)).toEqual([["3:40", ""]]);
  });

  test("is all of it when the whole is too long", () => {
    expect(policyProblems("<a>\n</a>", [{ kind: "whole", message: "Too long." }])).toEqual([
      { severity: "error", message: "Too long.", line: 1, column: 1, endLine: 2, endColumn: 5 },
    ]);
  });
});
