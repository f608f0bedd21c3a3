import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { convertPolicy } from "./policy-format.ts";

describe("convertPolicy", () => {
  test.each([
    ["an element's expression", '<v>@("a" + (1 < 2 && true))</v>', '<v>@("a" + (1 &lt; 2 &amp;&amp; true))</v>'],
    [
      "a double-quoted attribute's expression",
      '<when condition="@(context.Variables["a"] == "b")" />',
      '<when condition="@(context.Variables[&quot;a&quot;] == &quot;b&quot;)" />',
    ],
    [
      "a single-quoted attribute's expression, whose double quotes may stay",
      "<when condition='@(\"a\"[0] == 'a')' />",
      "<when condition='@(\"a\"[0] == &apos;a&apos;)' />",
    ],
    [
      "line ends of an attribute's expression, which XML would make spaces of",
      '<set-variable value="@{\n  // why\n  return 1;\n}" />',
      '<set-variable value="@{&#xA;  // why&#xA;  return 1;&#xA;}" />',
    ],
    ["an expression after a comment", "<v><!-- @(1 < 2) -->\n @(1 < 2)</v>", "<v><!-- @(1 < 2) -->\n @(1 &lt; 2)</v>"],
    ["generics", "<v>@(new List<string>())</v>", "<v>@(new List&lt;string&gt;())</v>"],
  ])("escapes %s for xml, and takes it back for rawxml", (_, raw, xml) => {
    expect(convertPolicy(raw, "rawxml", "xml")).toBe(xml);
    expect(convertPolicy(xml, "xml", "rawxml")).toBe(raw);
  });

  test.each([
    ["text that only contains an at sign", "<v>mail@(example) &amp; more</v>"],
    ["an expression in CDATA", "<v><![CDATA[@(1 < 2)]]></v>"],
    [
      "a document that has none",
      '<policies><inbound><base /><set-header name="a &quot;b&quot;" /></inbound></policies>',
    ],
    ["a processing instruction", '<?xml version="1.0"?><policies />'],
    ["an attribute without an end", '<v a="b'],
    ["an empty document", ""],
  ])("leaves %s as it is", (_, document) => {
    expect(convertPolicy(document, "rawxml", "xml")).toBe(document);
    expect(convertPolicy(document, "xml", "rawxml")).toBe(document);
  });

  test("keeps a document that is already in the wanted format", () => {
    const document = '<v a="@("x")">@(1 &lt; 2)</v>';
    expect(convertPolicy(document, "rawxml", "rawxml")).toBe(document);
    expect(convertPolicy(document, "xml", "xml")).toBe(document);
  });

  test("gives back every document whose expressions it escaped", () => {
    const literal = fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text));
    const operator = fc.constantFrom(" < ", " > ", " && ", " == ", " + ", "\n + ");
    const expression = fc
      .tuple(literal, operator, literal)
      .map(([left, between, right]) => `@(${left}${between}${right})`);
    const element = fc.oneof(
      expression.map((text) => `<value>${text}</value>`),
      expression.map((text) => `<when condition="${text}" />`),
      fc.constantFrom("<base />", "<!-- @(a < b) -->", "text &amp; text"),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), (elements) => {
        const document = `<policies>${elements.join("\r\n")}</policies>`;
        expect(convertPolicy(convertPolicy(document, "rawxml", "xml"), "xml", "rawxml")).toBe(document);
      }),
    );
  });
});
