import { DotNetError } from "../../dotnet-error.ts";
import { toText } from "../../runtime/to-text.ts";
import { Decimal } from "../../values/decimal.ts";
import { NetNumber } from "../../values/numbers.ts";
import { formatNumber } from "./number.ts";

/** A .NET object that takes a format: dates, spans, GUIDs. */
interface Formattable {
  format(format: string): string;
}

const isFormattable = (value: object): value is Formattable => "format" in value;

/** IFormattable.ToString(format); a value that takes no format gives its text. */
export function formatValue(value: unknown, format: string | null): string {
  if (format === null || format === "" || value === null || value === undefined) return toText(value) ?? "";
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (isNumber || value instanceof NetNumber || value instanceof Decimal) return formatNumber(value, format);
  if (typeof value === "object" && isFormattable(value)) return value.format(format);
  return toText(value) ?? "";
}

/** A hole of an interpolated string: format first, then padded to a width; negative widths pad on the right. */
export function formatHole(value: unknown, alignment: number, format: string | null): string {
  const text = formatValue(value, format);
  return alignment < 0 ? text.padEnd(-alignment) : text.padStart(alignment);
}

const badFormat = (message: string): DotNetError => new DotNetError("System.FormatException", message);

/** string.Format: `{index[,alignment][:format]}` with `{{` and `}}` as braces. */
export function formatComposite(format: string, values: readonly unknown[]): string {
  let result = "";
  let at = 0;
  while (at < format.length) {
    const character = format[at] ?? "";
    if ((character === "{" || character === "}") && format[at + 1] === character) {
      result += character;
      at += 2;
    } else if (character === "{") {
      const hole = /\{(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?\}/y;
      hole.lastIndex = at;
      const match = hole.exec(format);
      if (match === null) throw badFormat("Input string was not in a correct format.");
      const index = Number(match[1]);
      if (index >= values.length) {
        throw badFormat(
          "Index (zero based) must be greater than or equal to zero and less than the size of the argument list.",
        );
      }
      result += formatHole(values[index], Number(match[2] ?? 0), match[3] ?? null);
      at = hole.lastIndex;
    } else if (character === "}") {
      throw badFormat("Input string was not in a correct format.");
    } else {
      result += character;
      at++;
    }
  }
  return result;
}
