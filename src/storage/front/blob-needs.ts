import { copySourceContainer } from "./copy-source.ts";
import { type Need, needsAt } from "./needs.ts";
import { invalidUri, unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

const BLOB = "Microsoft.Storage/storageAccounts/blobServices";

/** What a caller with a role must have for an operation on blobs. Throws for an operation that isn't supported. */
export function blobNeeds(request: StorageRequest): readonly Need[] {
  const { first, rest, query } = request;
  const restype = query.get("restype") ?? "";
  const operation = `${request.method === "HEAD" ? "GET" : request.method} ${query.get("comp") ?? ""}`;
  if (first === "") return serviceNeeds(operation, restype);
  if (restype === "account" && operation === "GET properties") return serviceNeeds(operation, restype);
  if (rest === "" && restype === "container") return containerNeeds(operation, containerScope(first));
  if (rest === "") throw unsupported("blobs of the root container: name a container");
  if (restype !== "") throw invalidUri(`The parameter restype=${restype} does not go with a blob.`);
  return [...blobOperationNeeds(operation, containerScope(first)), ...copySourceNeeds(request)];
}

function containerScope(container: string): string {
  return `/blobServices/default/containers/${container}`;
}

function serviceNeeds(operation: string, restype: string): readonly Need[] {
  const { control, data } = needsAt(BLOB, "");
  switch (`${restype} ${operation}`.trim()) {
    case "GET list":
      return [control("containers/read")];
    case "GET blobs":
      return [data("containers/blobs/filter/action")];
    case "service GET properties":
    case "service GET stats":
      return [control("read")];
    case "service PUT properties":
      return [control("write")];
    case "account GET properties":
      return [control("getInfo/action")];
    case "service POST userdelegationkey":
      throw unsupported("user delegation keys");
    default:
      throw unknown(operation);
  }
}

function containerNeeds(operation: string, scope: string): readonly Need[] {
  const { control, data } = needsAt(`${BLOB}/containers`, scope);
  switch (operation.trim()) {
    case "GET":
    case "GET metadata":
      return [control("read")];
    case "PUT":
    case "PUT metadata":
    case "PUT lease":
      return [control("write")];
    case "DELETE":
      return [control("delete")];
    case "GET acl":
      return [control("getAcl/action")];
    case "PUT acl":
      return [control("setAcl/action")];
    case "GET list":
      return [data("blobs/read")];
    case "GET blobs":
      return [data("blobs/filter/action")];
    default:
      throw unknown(operation);
  }
}

function blobOperationNeeds(operation: string, scope: string): readonly Need[] {
  const { data } = needsAt(`${BLOB}/containers/blobs`, scope);
  switch (operation.trim()) {
    case "GET":
    case "GET metadata":
    case "GET blocklist":
    case "GET pagelist":
      return [data("read")];
    case "GET tags":
      return [data("tags/read")];
    case "PUT tags":
      return [data("tags/write")];
    // "add/action" alone lets a caller make new blobs. Whether one is new is known only to the store, so all of these
    // need "write", which every built-in role that has "add/action" has too.
    case "PUT":
    case "PUT metadata":
    case "PUT properties":
    case "PUT lease":
    case "PUT snapshot":
    case "PUT block":
    case "PUT blocklist":
    case "PUT page":
    case "PUT tier":
    case "PUT undelete":
    case "PUT copy":
    case "PUT incrementalcopy":
    case "PUT seal":
      return [data("write")];
    case "PUT appendblock":
      return [data("write", "add/action")];
    case "DELETE":
      return [data("delete")];
    default:
      throw unknown(operation);
  }
}

function copySourceNeeds(request: StorageRequest): readonly Need[] {
  const container = copySourceContainer(request);
  return container === undefined ? [] : [needsAt(`${BLOB}/containers/blobs`, containerScope(container)).data("read")];
}

function unknown(operation: string): Error {
  return unsupported(`the operation '${operation.trim()}' on blobs, or not with a token`);
}
