import { toText } from "../runtime/to-text.ts";
import type { NetType } from "../types/net-type.ts";
import { known } from "../types/well-known.ts";
import type { Evaluate, Frame } from "./frame.ts";

interface Operand {
  readonly type: NetType;
  readonly evaluate: Evaluate;
}

type EvaluateText = (frame: Frame) => string;

function textOf({ type, evaluate }: Operand): EvaluateText {
  if (type === known.string) return (frame) => (evaluate(frame) as string | null) ?? "";
  return (frame) => toText(evaluate(frame)) ?? "";
}

/** Joins operands to one text, null as nothing. Two and three operands, the usual numbers, take no loop. */
export function compileConcat(operands: readonly Operand[]): Evaluate {
  const texts = operands.map(textOf);
  const [first, second, third] = texts;
  if (texts.length === 1 && first !== undefined) return first;
  if (texts.length === 2 && first !== undefined && second !== undefined) return (frame) => first(frame) + second(frame);
  if (texts.length === 3 && first !== undefined && second !== undefined && third !== undefined) {
    return (frame) => first(frame) + second(frame) + third(frame);
  }
  return (frame) => {
    let joined = "";
    for (const text of texts) joined += text(frame);
    return joined;
  };
}
