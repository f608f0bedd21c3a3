import { z } from "zod";
import { LOG_LEVELS, type MessageFromApp, START_ERROR_CODES } from "./protocol.ts";

const schema: z.ZodType<MessageFromApp> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ready"),
    functions: z.array(
      z.object({
        name: z.string(),
        route: z.string(),
        methods: z.array(z.string()),
        authLevel: z.enum(["anonymous", "function", "admin"]),
        isDisabled: z.boolean(),
        bindings: z.array(z.record(z.string(), z.unknown())),
      }),
    ),
  }),
  z.object({
    kind: z.literal("failed"),
    code: z.enum(START_ERROR_CODES),
    message: z.string(),
  }),
  z.object({
    kind: z.literal("log"),
    // What a `log` hook makes of a level is the app's doing.
    level: z.enum(LOG_LEVELS).catch("information"),
    category: z.string(),
    message: z.string(),
    functionName: z.string().optional(),
    invocationId: z.string().optional(),
  }),
  z.object({ kind: z.literal("timed-out"), functionName: z.string(), invocationId: z.string() }),
]);

/** Reads a message of the child; undefined for anything else, which an app may send if it finds the channel. */
export function parseAppMessage(message: unknown): MessageFromApp | undefined {
  return schema.safeParse(message).data;
}
