import type { AzureResponse } from "../engine/azure-clients.ts";
import type { Value } from "../language/index.ts";

/** A part of an answer by its path: `answer(response, "properties", "clientId")`. Null when it isn't there. */
export function answer(response: AzureResponse, ...path: readonly string[]): Value {
  let value: unknown = response.body;
  for (const name of path)
    value =
      typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return (value ?? null) as Value;
}

/** Like `answer`, for a text that must be there. */
export function answerText(response: AzureResponse, ...path: readonly string[]): string {
  const value = answer(response, ...path);
  if (typeof value === "string") return value;
  throw new TypeError(`The answer has no text at ${path.join(".")}.`);
}
