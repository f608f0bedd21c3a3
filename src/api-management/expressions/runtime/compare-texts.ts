/** How two texts are compared: by culture (words as a dictionary sorts them) or by code units; with or without case. */
export type TextComparison = "culture" | "cultureIgnoreCase" | "ordinal" | "ordinalIgnoreCase";

const collators = {
  culture: new Intl.Collator("en", { sensitivity: "variant", caseFirst: "lower" }),
  cultureIgnoreCase: new Intl.Collator("en", { sensitivity: "accent" }),
};

/** Upper case by simple mappings, one code unit to one: what .NET's invariant and ordinal casing do. */
export function upper(text: string): string {
  const upperText = text.toUpperCase();
  if (upperText.length === text.length && !/[\u0131ſ]/.test(text)) return upperText;
  return Array.from(text, (character) => {
    const mapped = character.toUpperCase();
    return mapped.length === character.length && !/[\u0131ſ]/.test(character) ? mapped : character;
  }).join("");
}

/** Lower case by simple mappings. */
export function lower(text: string): string {
  const lowerText = text.toLowerCase();
  if (lowerText.length === text.length && !text.includes("Σ")) return lowerText;
  return Array.from(text, (character) => {
    const mapped = character.toLowerCase();
    return mapped.length === character.length ? mapped : character;
  }).join("");
}

/** Negative, 0 or positive, as `left` sorts before, with or after `right`. */
export function compareTexts(left: string, right: string, comparison: TextComparison): number {
  if (comparison === "ordinal") return left < right ? -1 : left > right ? 1 : 0;
  if (comparison === "ordinalIgnoreCase") return compareTexts(upper(left), upper(right), "ordinal");
  return collators[comparison].compare(left, right);
}

/** Whether two texts are equal under a comparison. */
export const textsEqual = (left: string, right: string, comparison: TextComparison): boolean =>
  left === right || (comparison !== "ordinal" && compareTexts(left, right, comparison) === 0);

/** A form in which a text can be searched with plain code-unit functions. */
export const searchable = (text: string, comparison: TextComparison): string =>
  comparison === "ordinal" || comparison === "culture" ? text : upper(text);
