import { listOf } from "../collection-kind.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert } from "../types/convert.ts";
import { BOOL, NUMBER, STRING, type TypeConstraint } from "../types/type-constraint.ts";
import { isList, type Value } from "../value.ts";
import { failure } from "./define.ts";
import { formatFloat, formatInteger } from "./format-digits.ts";
import { graphemes } from "./graphemes.ts";
import { encodeJson } from "./json.ts";

const VERB = /%(?:%|([-+ 0#]*)(\d+)?(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/y;

/** One `%` sequence. */
interface Verb {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
  /** The sequence as written, for messages. */
  readonly source: string;
}

/** `format`: Go's verbs, as far as Terraform takes them. Throws TerraformError. */
export function formatText(format: string, given: readonly Value[]): string {
  let result = "";
  let next = 0;
  let highest = 0;
  for (let position = 0; position < format.length; ) {
    if (format[position] !== "%") {
      const percent = format.indexOf("%", position);
      const end = percent === -1 ? format.length : percent;
      result += format.slice(position, end);
      position = end;
      continue;
    }
    VERB.lastIndex = position;
    const match = VERB.exec(format);
    if (match === null)
      throw failure(`unrecognized format sequence at offset ${position} of ${JSON.stringify(format)}`);
    const [source, flags = "", width = "0", precision, index, letter] = match;
    position += source.length;
    if (letter === undefined) {
      result += "%";
      continue;
    }
    const argumentIndex = index === undefined ? next : Number(index) - 1;
    next = argumentIndex + 1;
    highest = Math.max(highest, next);
    const argument = given[argumentIndex];
    if (argument === undefined)
      throw failure(`not enough arguments for "${source}": need index ${next} but have ${given.length} total`);
    const verb: Verb = {
      ...{ flags, width: Number(width), letter, source },
      precision: precision === undefined ? undefined : Number(precision),
    };
    result += pad(formatOne(argument, verb), verb);
  }
  if (given.length > highest)
    throw failure(`too many arguments; ${highest === 0 ? "no verbs in" : `only ${highest} used by`} format string`);
  return result;
}

/** `formatlist`: {@link formatText} once for each position of the lists among the arguments. */
export function formatList(format: string, given: readonly Value[]): Value {
  const lists = given.map((argument) => (isList(argument) ? argument : undefined));
  const lengths = new Set(lists.flatMap((list) => (list === undefined ? [] : [list.length])));
  if (lengths.size > 1) throw failure("the lists among the arguments have different lengths");
  const [length = 1] = lengths;
  const rows = Array.from({ length }, (_, row) =>
    formatText(
      format,
      given.map((argument, index) => lists[index]?.[row] ?? (isList(argument) ? null : argument)),
    ),
  );
  return listOf(rows);
}

function formatOne(argument: Value, verb: Verb): string {
  switch (verb.letter) {
    case "v":
      if (typeof argument === "string" && !verb.flags.includes("#")) return argument;
      return encodeJson(argument);
    case "s":
      return clip(required(argument, STRING, verb), verb.precision);
    case "q":
      return encodeJson(clip(required(argument, STRING, verb), verb.precision));
    case "t":
      return required(argument, BOOL, verb);
    case "d":
    case "b":
    case "o":
    case "x":
    case "X":
      return formatInteger(Number(required(argument, NUMBER, verb)), verb.letter, verb.flags);
    case "e":
    case "E":
    case "f":
    case "g":
    case "G":
      return formatFloat(Number(required(argument, NUMBER, verb)), verb.letter, verb.flags, verb.precision);
    default:
      throw failure(`unsupported format verb '${verb.letter}' in "${verb.source}"`);
  }
}

function clip(text: string, precision: number | undefined): string {
  return precision === undefined ? text : graphemes(text).slice(0, precision).join("");
}

function required(argument: Value, type: TypeConstraint, verb: Verb): string {
  if (argument === null) throw failure(`unsupported value for "${verb.source}": null value cannot be formatted`);
  try {
    return String(convert(argument, type));
  } catch (error) {
    if (error instanceof TerraformError) throw failure(`unsupported value for "${verb.source}": ${error.detail}`);
    throw error;
  }
}

function pad(text: string, verb: Verb): string {
  const missing = verb.width - graphemes(text).length;
  if (missing <= 0) return text;
  if (verb.flags.includes("-")) return text + " ".repeat(missing);
  if (!verb.flags.includes("0")) return " ".repeat(missing) + text;
  const sign = /^[-+ ]?/.exec("sqvt".includes(verb.letter) ? "" : text)?.[0] ?? "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
}
