import type { z } from "zod";
import type { failureSchema } from "./contract/answers.ts";

/** What a refusal below `/gatehouse/` carries. */
export function failure(code: string, message: string): z.infer<typeof failureSchema> {
  return { error: { code, message } };
}
