import { parse } from "@cdktn/hcl2json";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Body } from "../body.ts";
import { TerraformError } from "../terraform-error.ts";
import { parseExpressionText, parseFile } from "./parse-body.ts";

/** The names and the nesting of a body, in the shape that HashiCorp's parser turns a file into. */
function outline(body: Body): unknown {
  const outlined: Record<string, unknown> = {};
  for (const name of body.attributes.keys()) outlined[name] = "attribute";
  for (const block of body.blocks) {
    let place = outlined;
    for (const label of [block.type, ...block.labels].slice(0, -1)) {
      const inner = place[label] ?? {};
      place[label] = inner;
      place = inner as Record<string, unknown>;
    }
    const last = block.labels.at(-1) ?? block.type;
    place[last] = [...((place[last] as unknown[] | undefined) ?? []), outline(block.body)];
  }
  return outlined;
}

/** The same of HashiCorp's parser's own answer: `depth` labels lie between a block and its bodies. */
function theirOutline(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === "object" && part !== null))
    return value.map(theirOutline);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "attribute";
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, theirOutline(part)]));
}

const TOKENS = [
  ...["a", "var.x", "a-b", "1", "2.5", "1e3", "true", "null", '"s"', `"a\${b}c"`, "(", ")", "[", "]"],
  ...["{", "}", "+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||", "?", ":", "=", "=>", ",", ".", "..."],
  ...["[*]", ".*", "[0]", ".0", "for", "in", "if", "\n", "f(", "for x in a :", "# c\n", "// c\n", "/* c */", "k = v"],
  ...["<<E\nx\nE\n", "<<-E\n  x\n  E\n", '"\\n"', ";", "'", "a::b(", '"', "~", "\\", '"%{if a}x%{else}y%{endif}"'],
];

describe("reading a file", () => {
  test.each<[what: string, source: string]>([
    ["attributes and blocks", 'a = 1\nb {\n  c = "x"\n}\nc "l" {\n  d = 1\n  e {}\n}\nc l2 {}\n'],
    ["blocks on one line", "a {}\nb { c = 1 }\nd { e = [1, 2] }\n"],
    ["comments everywhere", "# a\na = 1 # b\n// c\n/* d\n*/ b /* e */ = /* f */ 2 // g\nc { # h\n}\n"],
    ["no newline at the end", "a = 1"],
    ["a comment at the end", "a = 1 # x"],
    ["a byte order mark and CRLF", "\uFEFFa = 1\r\nb {\r\n  c = 2\r\n}\r\n"],
    ["heredocs", "a = <<EOT\n} b = 1\nEOT\nb = <<-EOT\n  x {\n  EOT\nc = 1\n"],
    ["brackets over lines", "a = [\n  1,\n\n  2\n]\nb = f(\n  1\n)\nd = (\n  1\n  + 2\n)\n"],
    ["texts with brackets", 'a = "}{"\nb = "]"\nc = "\\"}"\n'],
    ["repeated blocks", "a {\n  b = 1\n}\na {\n  b = 2\n}\n"],
    ["escapes in labels", 'a "x\\"y" {}\n'],
  ])("agrees with HashiCorp's parser on %s", async (_what, source) => {
    expect(outline(parseFile("test.tf", source))).toEqual(theirOutline(await parse("test.tf", source)));
  });

  test("takes what HashiCorp's parser takes, and refuses what it refuses", async () => {
    const source = fc
      .tuple(fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 7 }), fc.constantFrom(" ", ""))
      .map(([tokens, separator]) => `a = ${tokens.join(separator)}\n`);
    await fc.assert(
      fc.asyncProperty(source, async (text) => {
        const refusal = await parse("test.tf", text).then(
          () => undefined,
          (error: Error) => error.message,
        );
        // It also computes with constants, and numbers too large for us are refused by us alone.
        fc.pre(refusal === undefined || refusal.startsWith("parse config"));
        fc.pre(!/1e3\d|e3\.\d|\d{6}/.test(text));
        const read = () => parseFile("test.tf", text);
        if (refusal === undefined) expect(read).not.toThrow();
        else expect(read).toThrow(TerraformError);
      }),
      { numRuns: 1500 },
    );
  });

  test("fails with a TerraformError only, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        for (const read of [() => parseFile("test.tf", text), () => parseExpressionText("test.tf", text)])
          try {
            read();
          } catch (error) {
            expect(error).toBeInstanceOf(TerraformError);
          }
      }),
    );
  });

  test.each([
    ["brackets", "[".repeat(5000)],
    ["parentheses", "(".repeat(5000)],
    ["calls", "f(".repeat(5000)],
    ["signs", "-".repeat(5000)],
    ["conditions", "a ? ".repeat(5000)],
    ["sequences", `"\${`.repeat(5000)],
    ["splats", `a${"[*]".repeat(5000)}`],
  ])("refuses %s that are nested too deep", (_what, text) => {
    expect(() => parseExpressionText("test.tf", text)).toThrow("Nested more than 200 levels deep");
  });

  test.each([
    ["too many operators in a row", "1 + ".repeat(2000), "More than 1000 operators or steps in a row"],
    ["too many steps in a row", `a${".b".repeat(2000)}`, "More than 1000 operators or steps in a row"],
    ["a number that can't be kept", "9007199254740993", "The number 9007199254740993 is not supported"],
    ["text after an expression", "1 2", "Extra characters after expression"],
    ["a name with periods as key", "{ a.b = 1 }", "Ambiguous attribute key"],
    ["an unknown escape", '"\\q"', 'Invalid escape sequence: "\\q" is not known'],
    ["a splat in a splat", "a.*.*", "Nested splat expression not allowed"],
  ])("refuses %s", (_what, text, message) => {
    expect(() => parseExpressionText("test.tf", text)).toThrow(message);
  });
});
