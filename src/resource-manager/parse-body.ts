import { z } from "zod";
import { badRequest } from "./arm-error.ts";

/** The request's body as `schema` types it. Throws Resource Manager's 400, naming the first property that doesn't fit. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "the body" : `'${issue.path.join(".")}'`;
  throw badRequest(
    `The request content was invalid and could not be deserialized: ${where}: ${issue?.message ?? z.prettifyError(parsed.error)}.`,
    "InvalidRequestContent",
  );
}
