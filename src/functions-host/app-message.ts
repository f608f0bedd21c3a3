import { z } from "zod";
import type { MessageFromApp } from "./protocol.ts";

const level = z.enum(["trace", "debug", "information", "warning", "error", "critical"]);

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
    code: z.enum([
      "PACKAGE_JSON_INVALID",
      "ENTRY_POINT_NOT_FOUND",
      "HOST_JSON_INVALID",
      "UNSUPPORTED_PROGRAMMING_MODEL",
      "UNSUPPORTED_TRIGGER",
      "UNSUPPORTED_BINDING",
      "UNSUPPORTED_ROUTE",
      "UNSUPPORTED_AUTH_LEVEL",
      "INVALID_FUNCTION",
      "NO_FUNCTIONS",
      "LOAD_FAILED",
      "START_TIMEOUT",
      "STOPPED",
    ]),
    message: z.string(),
  }),
  z.object({
    kind: z.literal("log"),
    // What a `log` hook makes of a level is the app's doing.
    level: level.catch("information"),
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
