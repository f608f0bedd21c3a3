import type { LiteralPart, TemplatePart } from "./build-template.ts";

/**
 * Takes the indentation that all lines of a `<<-` heredoc share off them. Lines of blanks only neither count nor
 * change. A line that starts with a sequence has no indentation.
 */
export function removeHeredocIndent(parts: readonly TemplatePart[]): void {
  const indented: LiteralPart[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  let lineStart = true;
  for (const part of parts) {
    if (lineStart) {
      lineStart = false;
      if (part.kind !== "literal") smallest = 0;
      else if (part.text.trim() !== "" || !part.text.endsWith("\n")) {
        smallest = Math.min(smallest, part.text.length - part.text.trimStart().length);
        indented.push(part);
      }
    }
    if (part.kind === "literal" && part.text.endsWith("\n")) lineStart = true;
  }
  for (const part of indented) part.text = part.text.slice(smallest);
}
