import { isGuid, type ObjectId } from "../../platform/index.ts";
import type { GraphContext } from "../graph-app.ts";
import { badRequest } from "../graph-error.ts";

/** The GUID in a path's parameter. Throws `GraphError` for what is none. */
export function objectId(context: GraphContext, parameter = "id"): ObjectId {
  const text = context.req.param(parameter) ?? "";
  if (!isGuid(text)) throw badRequest(`Invalid object identifier '${text}'.`);
  return text.toLowerCase() as ObjectId;
}
