import { explicitConversion, implicitConversion } from "../types/conversions.ts";
import { defaultValue } from "../types/default-value.ts";
import type { NetType } from "../types/net-type.ts";
import { fromInteger, integerRange } from "../types/numeric-conversions.ts";
import { nullType, voidType } from "../types/registry.ts";
import { known, numericKind } from "../types/well-known.ts";
import { EnumValue } from "../values/enum-value.ts";
import { bigintOf, NetNumber } from "../values/numbers.ts";
import { asValue } from "./as-value.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { constant, convertWith } from "./construct.ts";
import { checkLambda } from "./lambda.ts";
import { checkMethodConversion } from "./method-group.ts";
import type { Operand } from "./operand.ts";

/**
 * Converts an operand to a type without a cast.
 *
 * @throws ExpressionCompileError when C# has no such implicit conversion
 */
export function convert(checker: Checker, operand: Operand, type: NetType): BoundExpression {
  const converted = tryConvert(checker, operand, type);
  if (converted !== null) return converted;
  throw conversionError(checker, asValue(checker, operand), type);
}

/** Like {@link convert}, but null when the conversion does not exist. Errors inside of a lambda are still thrown. */
export function tryConvert(checker: Checker, operand: Operand, type: NetType): BoundExpression | null {
  switch (operand.kind) {
    case "lambda":
      return checkLambda(checker, operand.syntax, type);
    case "methods":
      return type.definition.kind === "delegate" ? checkMethodConversion(checker, operand, type) : null;
    case "default":
      return constant(defaultValue(type), type, operand.at);
    case "throw":
      return { ...operand.value, type };
    case "value":
      return convertValue(operand.value, type);
    default:
      return null;
  }
}

/** Converts a value to a type without a cast; null when there is no such conversion. */
export function convertValue(value: BoundExpression, type: NetType): BoundExpression | null {
  if (value.type === voidType) return null;
  const conversion = implicitConversion(value.type, type);
  if (conversion !== null) return convertWith(value, type, conversion.apply);
  return value.kind === "constant" ? convertConstant(value.value, value, type) : null;
}

/** Conversions that exist for constants alone: integers that fit a smaller type, and 0 for an enum. */
function convertConstant(value: unknown, from: BoundExpression, type: NetType): BoundExpression | null {
  const target = type.isNullable ? (type.arguments[0] ?? type) : type;
  if (from.type === known.int && value === 0 && target.definition.kind === "enum") {
    return constant(EnumValue.of(target, 0), type, from.at);
  }
  const kind = numericKind(target);
  const isInteger = from.type === known.int || from.type === known.long;
  if (kind === undefined || kind === "char" || !isInteger) return null;
  if (from.type === known.long && kind !== "ulong") return null;
  const range = integerRange(kind);
  const integer = value instanceof NetNumber ? bigintOf(value) : BigInt(Number(value));
  if (range === undefined || integer < range[0] || integer > range[1]) return null;
  return constant(fromInteger(integer, kind), type, from.at);
}

function conversionError(checker: Checker, value: BoundExpression, type: NetType): Error {
  const from = value.type.displayName;
  const to = type.displayName;
  if (value.type === nullType) return checker.error("CS0037", `null is no "${to}": it is a value type.`, value.at);
  if (value.kind === "constant" && numericKind(value.type) !== undefined && numericKind(type) !== undefined) {
    if (value.type === known.double && type === known.decimal) {
      return checker.error("CS0664", 'A double literal does not become a decimal; write it with an "m".', value.at);
    }
    if (integerRange(numericKind(value.type) ?? "int") !== undefined && type !== known.char) {
      return checker.error("CS0031", `The constant does not fit into a "${to}".`, value.at);
    }
  }
  if (explicitConversion(value.type, type) !== null) {
    return checker.error("CS0266", `A "${from}" does not become a "${to}" by itself; write a cast: (${to}).`, value.at);
  }
  return checker.error("CS0029", `A "${from}" can't be converted to a "${to}".`, value.at);
}
