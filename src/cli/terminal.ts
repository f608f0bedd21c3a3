import { stripVTControlCharacters, styleText } from "node:util";

/** Where the CLI writes. Colours and progress only for a person: a pipe gets plain lines. */
export interface Terminal {
  readonly isInteractive: boolean;
  /** A line of result, on stdout. */
  print(line?: string): void;
  /** A line of progress, on stderr; nothing when nobody looks. */
  progress(line: string): void;
  /** A line that must be seen, on stderr. */
  warn(line: string): void;
  style(format: Parameters<typeof styleText>[0], text: string): string;
}

/** The terminal of this process. `NO_COLOR` and pipes turn colours off. */
export function createTerminal(
  streams: { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream } = process,
): Terminal {
  const { stdout, stderr } = streams;
  const isInteractive = stdout.isTTY === true && stderr.isTTY === true;
  const hasColours = isInteractive && process.env.NO_COLOR === undefined;
  return {
    isInteractive,
    print: (line = "") => void stdout.write(`${line}\n`),
    progress: (line) => {
      if (isInteractive) stderr.write(`${line}\n`);
    },
    warn: (line) => void stderr.write(`${line}\n`),
    style: (format, text) => (hasColours ? styleText(format, text) : text),
  };
}

/** Rows under a header, columns as wide as their widest cell. `widths` counts what is seen, so cells may hold colours. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const width = (index: number): number =>
    Math.max(...[header, ...rows].map((row) => visible(row[index] ?? "").length));
  const widths = header.map((_, index) => width(index));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - visible(cell).length))
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((count) => "─".repeat(count))), ...rows.map(line)];
}

function visible(text: string): string {
  return stripVTControlCharacters(text);
}
