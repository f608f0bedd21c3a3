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
    const [message] = await answered;
    const answer = answerSchema.parse(message);
    if (answer !== undefined) throw translate(answer.file, answer.message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}

/** `parse config: [demo.tf:1,5-2,1: Summary; Detail demo.tf:2,1-2: …]` */
function translate(file: string, message: string): TerraformError {
  const prefix = `parse config: [${file}:`;
  const position = /^(\d+),(\d+)-(?:\d+,)?\d+: /.exec(message.slice(prefix.length));
  if (!message.startsWith(prefix) || position === null)
    return new TerraformError("SYNTAX", message, { file, line: 1, column: 1 });
  const rest = message.slice(prefix.length + position[0].length).replace(/\]$/, "");
  const next = rest.split(` ${file}:`).findIndex((part, index) => index > 0 && /^\d+,\d+-(?:\d+,)?\d+: /.test(part));
  const first = next === -1 ? rest : rest.split(` ${file}:`).slice(0, next).join(` ${file}:`);
  const detail = first.replace("; ", ": ");
  return new TerraformError("SYNTAX", detail, { file, line: Number(position[1]), column: Number(position[2]) });
}
