import { type Need, needsAt } from "./needs.ts";
import { unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

const TABLE = "Microsoft.Storage/storageAccounts/tableServices";

/** What a caller with a role must have for an operation on tables. Throws for an operation that isn't supported. */
export function tableNeeds(request: StorageRequest): readonly Need[] {
  const { first, query, headers } = request;
  const verb = effectiveMethod(request);
  const operation = `${verb} ${query.get("comp") ?? ""}`.trim();
  if (first === "") return serviceNeeds(`${query.get("restype") ?? ""} ${operation}`.trim());
  if (first === "$batch") return batchNeeds(operation);

  const named = /^Tables(?:\((.*)\))?$/.exec(first);
  if (named !== null) return tableCollectionNeeds(operation, named[1] ?? "");
  const { table, isEntity } = splitEntity(first);
  const { control, data } = needsAt(`${TABLE}/tables`, tableScope(table));
  if (operation === "GET acl") return [control("getAcl/action")];
  if (operation === "PUT acl") return [control("setAcl/action")];
  if (operation === "GET") return [data("entities/read")];
  if (operation === "POST" && !isEntity) return [data("entities/write", "entities/add/action")];
  if (operation === "DELETE" && isEntity) return [data("entities/delete")];
  if (/^(?:PUT|MERGE|PATCH)$/.test(operation) && isEntity) {
    const changes = data("entities/write", "entities/update/action");
    // Without If-Match the entity is made when it isn't there.
    return (headers["if-match"] ?? "") === "" ? [changes, data("entities/write", "entities/add/action")] : [changes];
  }
  throw unknown(operation);
}

/** Older clients put MERGE into a header of a POST ("Merge Entity"); Azurite reads it in these spellings alone. */
function effectiveMethod({ method, headers }: StorageRequest): string {
  if (method === "HEAD") return "GET";
  const tunnelled = headers["x-http-method"]?.trim() ?? "";
  return method === "POST" && /^(?:GET|MERGE|PATCH|DELETE)$/.test(tunnelled) ? tunnelled : method;
}

function splitEntity(segment: string): { readonly table: string; readonly isEntity: boolean } {
  const at = segment.indexOf("(");
  return at === -1
    ? { table: segment, isEntity: false }
    : { table: segment.slice(0, at), isEntity: !segment.slice(at).startsWith("()") };
}

function tableScope(table: string): string {
  return `/tableServices/default/tables/${table}`;
}

function serviceNeeds(operation: string): readonly Need[] {
  const { control } = needsAt(TABLE, "");
  switch (operation) {
    case "service GET properties":
    case "service GET stats":
      return [control("read")];
    case "service PUT properties":
      return [control("write")];
    default:
      throw unknown(operation);
  }
}

/** The operations in a batch stand in its body, which is streamed; who may do all of them may send one. */
function batchNeeds(operation: string): readonly Need[] {
  if (operation !== "POST") throw unknown(operation);
  const { data } = needsAt(`${TABLE}/tables/entities`, "");
  return [data("read"), data("write"), data("delete")];
}

function tableCollectionNeeds(operation: string, key: string): readonly Need[] {
  if (key === "") {
    const { control } = needsAt(`${TABLE}/tables`, "");
    if (operation === "GET") return [control("read")];
    if (operation === "POST") return [control("write")];
    throw unknown(operation);
  }
  const { control, data } = needsAt(`${TABLE}/tables`, tableScope(key.replace(/^'|'$/g, "")));
  if (operation === "DELETE") return [control("delete")];
  // Azurite answers this one with the table's entities.
  if (operation === "GET") return [control("read"), data("entities/read")];
  throw unknown(operation);
}

function unknown(operation: string): Error {
  return unsupported(`the operation '${operation}' on tables`);
}
