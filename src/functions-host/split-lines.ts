import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** A line longer than this many characters is given in pieces. */
const LONGEST_LINE = 16_384;

/** Calls `onLine` for each line of UTF-8 text, and for what is left at the end. Empty lines are left out. */
export function splitLines(stream: Readable, onLine: (line: string) => void): void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const emit = (line: string) => {
    const text = line.replace(/\r$/, "");
    if (text !== "") onLine(text);
  };
  stream.on("data", (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(emit);
    while (rest.length > LONGEST_LINE) {
      emit(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
  });
  stream.on("end", () => {
    emit(rest + decoder.end());
    rest = "";
  });
}
