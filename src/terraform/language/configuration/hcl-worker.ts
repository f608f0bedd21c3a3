import { parentPort } from "node:worker_threads";
import { parse } from "@cdktn/hcl2json";
import { z } from "zod";

// Runs HashiCorp's HCL parser. In a worker, because the WebAssembly keeps its memory until the thread ends.

const request = z.array(z.object({ file: z.string(), text: z.string() }));

/** What the parser said of the first file that it refused, in its own form; undefined when all are well-formed. */
type HclAnswer = { readonly file: string; readonly message: string } | undefined;

parentPort?.on("message", async (message: unknown) => {
  let answer: HclAnswer;
  for (const { file, text } of request.parse(message)) {
    try {
      await parse(file, text);
    } catch (error) {
      const refusal = error instanceof Error ? error.message : String(error);
      // After parsing it turns the file into JSON, which some well-formed files can't become; nobody needs that here.
      if (refusal.startsWith("convert to HCL")) continue;
      answer = { file, message: refusal };
      break;
    }
  }
  parentPort?.postMessage(answer);
});
