import type { z } from "zod";
import { ManagementError, validationError } from "./management-error.ts";

/** The body as `schema` types it. Throws API Management's 400, naming every property that doesn't fit. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (body === undefined || body === null) {
    throw new ManagementError(400, "ValidationError", "Entity representation is required.");
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw validationError(
    ...parsed.error.issues.map((issue) => ({
      target: issue.path.filter((part, index) => index > 0 || part !== "properties").join("."),
      message: issue.message,
    })),
  );
}
