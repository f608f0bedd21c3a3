import { z } from "zod";
import { badRequest } from "../../resource-manager/index.ts";

/** The request's body as `schema` types it. Throws Resource Manager's 400, naming the first property that doesn't fit. */
export function parseArmBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "the body" : `'${issue.path.join(".")}'`;
  throw badRequest(`The request is not valid: ${where}: ${issue?.message ?? z.prettifyError(parsed.error)}.`);
}
