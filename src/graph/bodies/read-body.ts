import type { z } from "zod";
import type { GraphContext } from "../graph-app.ts";
import { badRequest, type GraphError, unreadable } from "../graph-error.ts";

/**
 * Reads a JSON body with a strict schema; annotations (`@odata.type`) are left out first. `resource` is the type's name in
 * messages. Throws `GraphError`.
 */
export async function readBody<T>(context: GraphContext, schema: z.ZodType<T>, resource: string): Promise<T> {
  const body = withoutAnnotations(await readJson(context));
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw toGraphError(parsed.error, body, resource);
}

async function readJson(context: GraphContext): Promise<unknown> {
  const contentType = context.req.header("content-type") ?? "";
  try {
    if (/^application\/json\b/i.test(contentType)) return JSON.parse(await context.req.text());
  } catch {
    // Answered below, like a body that is no JSON at all.
  }
  throw unreadable(
    "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
  );
}

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      name.startsWith("@odata.") && name !== "@odata.id" ? [] : [[name, withoutAnnotations(member)]],
    ),
  );
}

function toGraphError(error: z.ZodError, body: unknown, resource: string): GraphError {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return badRequest(`Invalid property '${issue.keys.join("', '")}'.`);
  const [property, ...rest] = issue?.path ?? [];
  if (property === undefined || typeof body !== "object" || body === null)
    return unreadable("Unable to read JSON request payload: expected a JSON object.");
  const where = [property, ...rest].join(".");
  if (!Object.hasOwn(body, property)) {
    return badRequest(`A value is required for property '${where}' of resource '${resource}'.`);
  }
  return badRequest(`Invalid value specified for property '${where}' of resource '${resource}'.`);
}

/** What a body doesn't mention doesn't change: leaves out the members that are undefined. */
export function mentioned<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
