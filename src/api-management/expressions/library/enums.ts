import { typeNamed } from "../types/registry.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { EnumValue } from "../values/enum-value.ts";

function enumeration(name: string, values: string, listed: "listed" | "unlisted" = "listed"): TypeTable {
  const entries = values.split(" ").map((entry, index): [string, number] => {
    const [member = "", value] = entry.split("=");
    return [member, value === undefined ? index : Number(value)];
  });
  return { name, kind: "enum", values: Object.fromEntries(entries), listed };
}

/** The value of an enum of the library by its member's name. */
export function enumValue(type: string, member: string): EnumValue {
  const definition = typeNamed(type);
  return EnumValue.of(definition, definition.definition.table?.values?.[member] ?? 0);
}

const regexOptions =
  "None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 " +
  "RightToLeft=64 ECMAScript=256 CultureInvariant=512";

/** Every enum of the library. */
export const enumTypes: readonly TypeTable[] = [
  enumeration(
    "System.StringComparison",
    "CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase",
  ),
  enumeration("System.StringSplitOptions", "None RemoveEmptyEntries TrimEntries"),
  enumeration("System.MidpointRounding", "ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity"),
  enumeration("System.DateTimeKind", "Utc=1"),
  enumeration("System.DayOfWeek", "Sunday Monday Tuesday Wednesday Thursday Friday Saturday", "unlisted"),
  enumeration("System.UriPartial", "Scheme Authority Path Query"),
  enumeration("System.UriKind", "RelativeOrAbsolute Absolute Relative", "unlisted"),
  enumeration("System.Text.RegularExpressions.RegexOptions", regexOptions),
  enumeration("System.Security.Cryptography.CipherMode", "CBC=1 ECB=2 OFB=3 CFB=4 CTS=5"),
  enumeration("System.Security.Cryptography.PaddingMode", "None=1 PKCS7=2 Zeros=3 ANSIX923=4 ISO10126=5"),
  enumeration("Newtonsoft.Json.Formatting", "None Indented"),
  enumeration(
    "Newtonsoft.Json.Linq.JTokenType",
    "None Object Array Constructor Property Comment Integer Float String Boolean Null Undefined Date Raw Bytes Guid Uri TimeSpan",
  ),
  enumeration(
    "System.Xml.XmlNodeType",
    "None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType",
  ),
  enumeration("System.Xml.Linq.SaveOptions", "None=0 DisableFormatting=1 OmitDuplicateNamespaces=2", "unlisted"),
  enumeration("ProductState", "NotPublished Published", "unlisted"),
];
