import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeScopes, type ScopedDocuments } from "../gateway/effective-policy.ts";
import type { Section } from "../pipeline/context.ts";
import { compileDocument } from "../policies/compile-document.ts";
import { noReferences } from "../policies/policy-references.ts";
import { type SectionParts, sections } from "../policy-document/sections.ts";
import { type LineReferences, type ScopedText, sectionLines } from "./section-lines.ts";

const fragments: Readonly<Record<string, string>> = {
  one: '<fragment>\n  <set-header name="a">\n    <value>1</value>\n  </set-header>\n</fragment>',
};

const references: LineReferences = {
  namedValue: (name) => (name === "which" ? "one" : undefined),
  fragment(id) {
    const source = fragments[id];
    return source === undefined
      ? undefined
      : { scope: "fragment", scopeName: id, policyId: `/fragments/${id}`, source };
  },
};

function api(source: string): ScopedText {
  return { scope: "api", scopeName: "Orders", policyId: "/api", source };
}

/** The lines of `inbound` as an editor shows them: `line: indented text`; what is above is shown as `base`. */
function shown(source: string): readonly string[] {
  const parts = sectionLines(api(source), references).inbound ?? [];
  return parts.flatMap((part) =>
    part.kind === "base"
      ? ["base"]
      : part.items.map(({ line, depth, text }) => `${line}: ${"  ".repeat(depth)}${text}`),
  );
}

describe("the lines of a section", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "are those of the document, as deep as their elements, without blank ones",
      '<policies>\n<inbound>\n\n<choose>\n<when condition="@(true)">\n\t<trace source="a">\n<message>b</message></trace>\n</when>\n</choose>\n</inbound></policies>',
      [
        "4: <choose>",
        '5:   <when condition="@(true)">',
        '6:     <trace source="a">',
        "7:       <message>b</message></trace>",
        "8:   </when>",
        "9: </choose>",
      ],
    ],
    [
      "have comments",
      "<policies><inbound>\n  <!-- first\n       <base /> -->\n  <base />\n</inbound></policies>",
      ["2: <!-- first", "3: <base /> -->", "base"],
    ],
    [
      "are cut where base stands",
      '<policies><inbound><trace source="a" /><base /><trace source="b" /></inbound></policies>',
      ['1: <trace source="a" />', "base", '1: <trace source="b" />'],
    ],
    [
      "follow the author's indentation in an expression",
      "<policies>\n  <inbound>\n    <set-body>@{\n        if (true)\n        {\n            return 1;\n\n        }\n    }</set-body>\n  </inbound>\n</policies>",
      ["3: <set-body>@{", "4:   if (true)", "5:   {", "6:     return 1;", "8:   }", "9: }</set-body>"],
    ],
    [
      "follow the author's indentation in a tag",
      '<policies>\n  <inbound>\n    <trace source="a"\n           severity="error">\n      <message>b</message>\n    </trace>\n  </inbound>\n</policies>',
      ['3: <trace source="a"', '4:   severity="error">', "5:   <message>b</message>", "6: </trace>"],
    ],
    [
      "count from 1 with line ends of Windows",
      '<policies>\r\n<inbound>\r\n<trace source="a" />\r\n</inbound></policies>',
      ['3: <trace source="a" />'],
    ],
    [
      "have a fragment's behind the element that includes it",
      '<policies><inbound>\n<include-fragment fragment-id="one" /><trace source="a" />\n</inbound></policies>',
      [
        '2: <include-fragment fragment-id="one" />',
        '2:   <set-header name="a">',
        "3:     <value>1</value>",
        "4:   </set-header>",
        '2: <trace source="a" />',
      ],
    ],
    [
      "have a fragment's inside of other policies, its id from a named value",
      '<policies><inbound>\n<choose>\n<when condition="@(true)">\n<include-fragment fragment-id="{{which}}" />\n</when>\n</choose>\n</inbound></policies>',
      [
        "2: <choose>",
        '3:   <when condition="@(true)">',
        '4:     <include-fragment fragment-id="{{which}}" />',
        '2:       <set-header name="a">',
        "3:         <value>1</value>",
        "4:       </set-header>",
        "5:   </when>",
        "6: </choose>",
      ],
    ],
    [
      "have none of a fragment whose name is text of a body",
      '<policies><inbound>\n<set-body><include-fragment fragment-id="one" /></set-body>\n</inbound></policies>',
      ['2: <set-body><include-fragment fragment-id="one" /></set-body>'],
    ],
    [
      "have none of a fragment whose name is text of a body inside another policy",
      '<policies><inbound>\n<return-response><set-body><include-fragment fragment-id="one" /></set-body></return-response>\n</inbound></policies>',
      ['2: <return-response><set-body><include-fragment fragment-id="one" /></set-body></return-response>'],
    ],
    ["are none for an empty section", "<policies><inbound /></policies>", []],
  ])("%s", (_, source, expected) => {
    expect(shown(source)).toEqual(expected);
  });

  test("say where they come from", () => {
    const source = '<policies><inbound><include-fragment fragment-id="one" /></inbound></policies>';
    const parts = sectionLines(api(source), references).inbound ?? [];
    const lines = parts.flatMap((part) => (part.kind === "own" ? part.items : []));
    expect(lines.map(({ scope, scopeName, policyId }) => ({ scope, scopeName, policyId })).slice(0, 2)).toEqual([
      { scope: "api", scopeName: "Orders", policyId: "/api" },
      { scope: "fragment", scopeName: "one", policyId: "/fragments/one" },
    ]);
  });

  test("are, in the order of their scopes, the policies that the gateway runs", () => {
    const policy = fc.constantFrom("base", "own");
    const section = fc.option(
      fc
        .array(policy, { maxLength: 4 })
        .map((list) => list.filter((each, at) => each === "own" || list.indexOf(each) === at)),
    );
    const document = fc.option(
      fc.record({ inbound: section, backend: section, outbound: section, "on-error": section }),
    );
    const all = fc.record({ operation: document, api: document, product: document, global: document });
    fc.assert(
      fc.property(all, (documents) => {
        const scoped = <Item>(read: (text: string) => SectionParts<Item>): ScopedDocuments<Item> => {
          const parts = (scope: keyof typeof documents) => {
            const content = documents[scope];
            return content === null ? undefined : read(documentOf(scope, content));
          };
          const global = parts("global") ?? {};
          return { operation: parts("operation"), api: parts("api"), product: parts("product"), global };
        };
        const run = mergeScopes(scoped((text) => compileDocument(text, "rawxml", "api", noReferences)));
        const lines = mergeScopes(scoped((text) => sectionLines(api(text), references)));
        for (const name of sections) {
          expect(lines[name].map(({ text }) => /id="([^"]*)"/.exec(text)?.[1])).toEqual(run[name].map(({ id }) => id));
        }
      }),
    );
  });
});

function documentOf(scope: string, content: Readonly<Record<Section, readonly string[] | null>>): string {
  const written = sections.map((name) => {
    const policies = content[name]?.map((policy, index) =>
      policy === "base" ? "<base />" : `<set-variable id="${scope}-${index}" name="a" value="" />`,
    );
    return policies === undefined ? "" : `<${name}>\n${policies.join("\n")}\n</${name}>`;
  });
  return `<policies>${written.join("\n")}</policies>`;
}
