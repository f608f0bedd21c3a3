import type { AzureResponse } from "../engine/azure-clients.ts";
import type { Config } from "../engine/resource-type.ts";
import type { Value } from "../language/index.ts";
import { isList, isRecord } from "./schema.ts";

/** A part of an answer by its path: `answer(response, "properties", "clientId")`. Null when it isn't there. */
export function answer(response: AzureResponse, ...path: readonly string[]): Value {
  let value: Value = response.body ?? null;
  for (const name of path) value = isRecord(value) ? (value[name] ?? null) : null;
  return value;
}

/** Like `answer`, for a text that must be there. Throws TypeError. */
export function answerText(response: AzureResponse, ...path: readonly string[]): string {
  const value = answer(response, ...path);
  if (typeof value === "string") return value;
  throw new TypeError(`The service's answer should have a text at ${path.join(".")}, and has none.`);
}

/** Like `answer`, for a list of objects; empty when there is none. */
export function answerList(response: AzureResponse, ...path: readonly string[]): readonly Config[] {
  const value = answer(response, ...path);
  return isList(value) ? value.filter(isRecord) : [];
}
