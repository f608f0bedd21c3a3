const SEGMENTER = new Intl.Segmenter("und", { granularity: "grapheme" });

/** The characters of a text as people count them: a letter with its accents is one. */
export function graphemes(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
