import type { Directory } from "../../entra/index.ts";
import { isGuid, type ObjectId } from "../../platform/index.ts";
import type { GraphContext } from "../graph-app.ts";
import { badRequest, resourceNotFound } from "../graph-error.ts";

/** The GUID in a path's parameter. Throws `GraphError` for what is none. */
export function objectId(context: GraphContext, parameter = "id"): ObjectId {
  const text = context.req.param(parameter) ?? "";
  const [, , value] = ALTERNATE_KEY.exec(text) ?? [];
  if (value !== undefined) throw resourceNotFound(value);
  if (!isGuid(text)) throw badRequest(`Invalid object identifier '${text}'.`);
  return text.toLowerCase() as ObjectId;
}

const ALTERNATE_KEY = /^(appId|uniqueName)=(.+)$/i;
const COLLECTION = /^\/(applications|servicePrincipals|users)\/([^/]+)(.*)$/;

/**
 * A path with the object's id where it had another key of it: `appId=…` of applications and service principals,
 * `uniqueName=…` of applications, the name of a user. A key that nothing has stays, and is refused by whoever asks for the id,
 * after the caller's permissions were looked at.
 */
export function resolveKeys({ applications, servicePrincipals, users }: Directory, path: string): string {
  const [, collection, key, rest] = COLLECTION.exec(path) ?? [];
  if (collection === undefined || key === undefined) return path;
  const decoded = decodeURIComponent(key);
  const [, name, value = ""] = ALTERNATE_KEY.exec(decoded) ?? [];
  const isAppId = name?.toLowerCase() === "appid";
  let found: { readonly id: ObjectId } | undefined;
  if (collection === "users" && !isGuid(decoded)) found = users.findByName(decoded);
  else if (collection === "servicePrincipals" && isAppId) found = servicePrincipals.findByAppId(value);
  else if (collection === "applications" && isAppId) found = applications.findByAppId(value);
  else if (collection === "applications" && name !== undefined) {
    found = applications.list().find(({ uniqueName }) => uniqueName === value);
  }
  return found === undefined ? path : `/${collection}/${found.id}${rest}`;
}

/** The alternate key in a path that nothing has. */
export function alternateKey(context: GraphContext): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = ALTERNATE_KEY.exec(context.req.param("id") ?? "") ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** "Upsert application": makes what isn't there, if the caller says that it wants that. */
export function isUpsert(context: GraphContext): boolean {
  return /(^|,)\s*create-if-missing\s*(,|$)/i.test(context.req.header("prefer") ?? "");
}
