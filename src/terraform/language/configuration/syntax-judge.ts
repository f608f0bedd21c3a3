import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { TerraformError } from "../terraform-error.ts";

/** A file to be read: its name in messages, and its text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

const answerSchema = z.object({ file: z.string(), message: z.string() }).optional();
const TIME_LIMIT = 30_000;
const POSITION = /^(\d+),(\d+)-(?:\d+,)?\d+: /;

/**
 * HashiCorp's own HCL parser, as the judge of whether a file is well-formed. Its words for what is wrong are the ones
 * that Terraform prints. Our parser, which also knows the expressions, then reads what has passed. One worker serves
 * all files of a configuration; `close` ends it and gives its memory back.
 */
export class SyntaxJudge implements AsyncDisposable {
  readonly #worker: Worker;

  constructor() {
    // The sources run as they are (.ts) and compiled (.js).
    this.#worker = new Worker(new URL(`./hcl-worker${extname(import.meta.url)}`, import.meta.url));
  }

  /** Throws TerraformError `SYNTAX` for the first file that is not well-formed. */
  async check(files: readonly SourceFile[]): Promise<void> {
    const answered = once(this.#worker, "message", { signal: AbortSignal.timeout(TIME_LIMIT) });
    this.#worker.postMessage(files);
    const [message] = await answered.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new TerraformError("SYNTAX", `The HCL parser gave no answer within ${TIME_LIMIT / 1000} s: ${reason}`);
    });
    const answer = answerSchema.parse(message);
    if (answer !== undefined) throw translate(answer.file, answer.message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}

/** The place and the words of a message such as `parse config: [demo.tf:1,5-2,1: Summary; Detail demo.tf:2,1-2: …]`. */
function translate(file: string, message: string): TerraformError {
  const [before = "", ...diagnostics] = message.split(`${file}:`);
  const starts = diagnostics.map((text) => POSITION.exec(text));
  const first = starts.findIndex((match) => match !== null);
  const position = starts[first];
  if (position === null || position === undefined)
    return new TerraformError("SYNTAX", before, { file, line: 1, column: 1 });
  // A diagnostic may itself name a place in the file; only one with a span and a colon starts the next one.
  const next = starts.findIndex((match, index) => index > first && match !== null);
  const text = diagnostics.slice(first, next === -1 ? undefined : next).join(`${file}:`);
  const detail = text.slice(position[0].length).trimEnd().replace(/\]$/, "").replace("; ", ": ");
  return new TerraformError("SYNTAX", detail, { file, line: Number(position[1]), column: Number(position[2]) });
}
