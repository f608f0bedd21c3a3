import type { KeyCredential } from "../../entra/index.ts";
import type { GraphContext } from "../graph-app.ts";
import type { Entity } from "./filter.ts";

/** The certificates with their `key`, if the request of one object selects them by name ("keyCredential resource type"). */
export function selectedKeys(context: GraphContext, keyCredentials: readonly KeyCredential[]): Entity {
  const { searchParams } = new URL(context.req.url);
  const names = (searchParams.get("$select") ?? searchParams.get("select") ?? "").split(",").map((name) => name.trim());
  return names.includes("keyCredentials") ? { keyCredentials } : {};
}
