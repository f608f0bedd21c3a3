import { type Digits, roundDigits } from "./number.ts";

type Piece =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "digit" | "point"; readonly text: string };

/** Formats a number with a custom format: `0`, `#`, `.`, `,`, `%`, `;` sections, quoted and escaped text. */
export function formatCustom(digits: Digits, format: string): string {
  const sections = splitSections(format);
  const [positive = "", negative, zero] = sections;
  const isZero = (section: string): boolean => {
    const { whole, fraction } = roundDigits(scaled(digits, section), placesOf(section));
    return !/[1-9]/.test(whole + fraction);
  };
  if (!/[1-9]/.test(digits.digits) || isZero(digits.negative && negative ? negative : positive)) {
    return formatSection(digits, zero ?? positive, "never");
  }
  if (!digits.negative) return formatSection(digits, positive, "never");
  return negative ? formatSection(digits, negative, "never") : formatSection(digits, positive, "minus");
}

function splitSections(format: string): readonly string[] {
  const sections = [""];
  for (const piece of format.match(/\\.?|'[^']*'?|"[^"]*"?|[\s\S]/g) ?? []) {
    if (piece === ";") sections.push("");
    else sections[sections.length - 1] += piece;
  }
  return sections;
}

function readPieces(section: string): readonly Piece[] {
  return (section.match(/\\.?|'[^']*'?|"[^"]*"?|[eE][+-]?0+|[\s\S]/g) ?? []).map((text): Piece => {
    if (text.startsWith("\\")) return { kind: "literal", text: text.slice(1) };
    if (/^['"]/.test(text)) return { kind: "literal", text: text.replace(/^(['"])([\s\S]*?)\1?$/, "$2") };
    if (text === ".") return { kind: "point", text };
    return text === "0" || text === "#" || text === "," ? { kind: "digit", text } : { kind: "literal", text };
  });
}

const placesOf = (section: string): number => {
  const pieces = readPieces(section);
  const point = pieces.findIndex((piece) => piece.kind === "point");
  return point < 0 ? 0 : pieces.slice(point).filter((piece) => piece.kind === "digit" && piece.text !== ",").length;
};

/** Applies `%`, `‰` and the commas before the point, which multiply or divide. */
function scaled(digits: Digits, section: string): Digits {
  const literals = readPieces(section);
  const percent = literals.filter((piece) => piece.kind === "literal" && piece.text === "%").length;
  const permille = literals.filter((piece) => piece.kind === "literal" && piece.text === "‰").length;
  const thousands = /[0#](,+)(?:\.|[^0#,]*$)/.exec(section)?.[1]?.length ?? 0;
  return {
    ...digits,
    digits: digits.digits + "0".repeat(2 * percent + 3 * permille),
    scale: digits.scale + 3 * thousands,
  };
}

function formatSection(digits: Digits, section: string, sign: "minus" | "never"): string {
  const pieces = readPieces(section);
  const point = pieces.findIndex((piece) => piece.kind === "point");
  const wholePieces = point < 0 ? pieces : pieces.slice(0, point);
  const fractionPieces = point < 0 ? [] : pieces.slice(point + 1);
  const { whole, fraction } = roundDigits(scaled(digits, section), placesOf(section));
  const left = formatWhole(whole.replace(/^0+/, ""), wholePieces);
  const right = formatFraction(fraction, fractionPieces);
  return (sign === "minus" ? "-" : "") + left + right;
}

function formatWhole(whole: string, pieces: readonly Piece[]): string {
  const places = pieces.filter((piece) => piece.kind === "digit" && piece.text !== ",");
  const firstZero = places.findIndex((piece) => piece.text === "0");
  const minimum = firstZero < 0 ? 0 : places.length - firstZero;
  const grouped = pieces.some(
    (piece, index) =>
      piece.text === "," &&
      pieces.slice(0, index).some((each) => /^[0#]$/.test(each.text)) &&
      pieces.slice(index).some((each) => /^[0#]$/.test(each.text)),
  );
  const text = whole.padStart(minimum, "0");
  const separated = (index: number): string => {
    const fromRight = text.length - index;
    return grouped && fromRight % 3 === 0 && index > 0 ? `,${text[index]}` : (text[index] ?? "");
  };
  let written = 0;
  let seen = 0;
  let result = "";
  for (const piece of pieces) {
    if (piece.kind === "literal") result += piece.text;
    if (piece.kind !== "digit" || piece.text === ",") continue;
    seen++;
    const remaining = places.length - seen;
    while (text.length - written > remaining) result += separated(written++);
  }
  return result;
}

function formatFraction(fraction: string, pieces: readonly Piece[]): string {
  const places = pieces.filter((piece) => piece.kind === "digit" && piece.text !== ",");
  const lastZero = places.findLastIndex((piece) => piece.text === "0");
  const length = Math.max(lastZero + 1, fraction.replace(/0+$/, "").length);
  let used = 0;
  let result = length > 0 ? "." : "";
  for (const piece of pieces) {
    if (piece.kind === "literal") result += piece.text;
    else if (piece.kind === "digit" && piece.text !== "," && used < length) result += fraction[used++] ?? "0";
  }
  return result;
}
