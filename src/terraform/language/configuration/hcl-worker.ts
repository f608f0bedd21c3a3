import { parentPort } from "node:worker_threads";
import { parse } from "@cdktn/hcl2json";
import { z } from "zod";

// Runs HashiCorp's HCL parser. In a worker, because the WebAssembly keeps its memory until the thread ends.

const request = z.array(z.object({ file: z.string(), text: z.string() }));

/** What the parser said of the first file that it refused, in its own form; undefined when all are well-formed. */
export type HclAnswer = { readonly file: string; readonly message: string } | undefined;

parentPort?.on("message", async (message: unknown) => {
  let answer: HclAnswer;
  for (const { file, text } of request.parse(message)) {
    try {
      await parse(file, text);
    } catch (error) {
      answer = { file, message: error instanceof Error ? error.message : String(error) };
      break;
    }
  }
  parentPort?.postMessage(answer);
});
