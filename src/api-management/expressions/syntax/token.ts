import type { InterpolatedLiteral } from "./interpolation.ts";

/** A lexical element of C#. `at` and `end` are offsets in the expression's source; `value` is that of a literal. */
export type Token =
  | { readonly kind: "identifier"; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: "keyword"; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: "punctuation"; readonly text: string; readonly at: number; readonly end: number }
  | {
      readonly kind: "literal";
      readonly text: string;
      readonly at: number;
      readonly end: number;
      readonly value: unknown;
    }
  | {
      readonly kind: "interpolated";
      readonly text: string;
      readonly at: number;
      readonly end: number;
      readonly literal: InterpolatedLiteral;
    }
  | { readonly kind: "end"; readonly text: ""; readonly at: number; readonly end: number };

/** C#'s reserved words: none can be a name unless it is written with `@`. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double " +
    "else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is " +
    "lock long namespace new null object operator out override params private protected public readonly ref return sbyte " +
    "sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe " +
    "ushort using virtual void volatile while"
  ).split(" "),
);

/** Keywords that name a type. */
export const typeKeywords: ReadonlySet<string> = new Set(
  "bool byte char decimal double float int long object sbyte short string uint ulong ushort void".split(" "),
);
