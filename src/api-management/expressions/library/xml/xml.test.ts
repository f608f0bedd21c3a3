import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DotNetError } from "../../dotnet-error.ts";
import { evaluateText } from "../../testing/sample-context.ts";
import { parseElement } from "./parse.ts";
import { writeXml } from "./write.ts";

describe("XML", () => {
  test.each([
    ['@(XElement.Parse("<a><b>1</b></a>").Element("b").Value)', "1"],
    ['@((int?)XElement.Parse("<a/>").Element("b"))', null],
    ['@(XElement.Parse("<p:a xmlns:p=\'urn:x\'><p:b>1</p:b></p:a>").Element((XNamespace)"urn:x" + "b").Value)', "1"],
    ['@(XElement.Parse("<a>  <b/> </a>").ToString())', "<a>\n  <b />\n</a>"],
    ['@(XElement.Parse("<a><![CDATA[x<y]]></a>").ToString())', "<a><![CDATA[x<y]]></a>"],
    ['@(new XElement("a", new XAttribute("k", 1), "t<", new XElement("b")).ToString())', '<a k="1">t&lt;<b /></a>'],
    [
      '@(new XElement((XNamespace)"urn:n" + "a", new XElement((XNamespace)"urn:n" + "b")).ToString())',
      '<a xmlns="urn:n">\n  <b />\n</a>',
    ],
    ['@(XDocument.Parse("<r><a>1</a></r>").Descendants("a").Single().Parent.Name.LocalName)', "r"],
    ['@(XDocument.Parse("nope"))', "!System.Xml.XmlException"],
    ['@(XElement.Parse("<!DOCTYPE a><a/>"))', "!System.Xml.XmlException"],
    ['@(new XElement("bad name"))', "!System.Xml.XmlException"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });

  test("reads a text or throws an XmlException", () => {
    const piece = fc.constantFrom(..."< > / a b=\" ' & ; <a> </a> <b/> <!-- --> <![CDATA[ ]]> x:y xmlns".split(" "));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        try {
          const written = writeXml(parseElement(`<a>${pieces.join("")}</a>`), "compact");
          expect(writeXml(parseElement(written), "compact")).toBe(written);
        } catch (error) {
          expect(error).toBeInstanceOf(DotNetError);
        }
      }),
    );
  });
});
