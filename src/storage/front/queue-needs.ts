import { type Need, needsAt } from "./needs.ts";
import { unsupported } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

const QUEUE = "Microsoft.Storage/storageAccounts/queueServices";

/** What a caller with a role must have for an operation on queues. Throws for an operation that isn't supported. */
export function queueNeeds({ method, first, rest, query }: StorageRequest): readonly Need[] {
  const verb = method === "HEAD" ? "GET" : method;
  const operation = `${verb} ${query.get("comp") ?? ""}`.trim();
  if (first === "") return serviceNeeds(`${query.get("restype") ?? ""} ${operation}`.trim());
  const scope = `/queueServices/default/queues/${first}`;
  if (rest === "") return ofQueue(operation, scope);
  const [messages, message = "", ...more] = rest.split("/");
  if (messages !== "messages" || more.length > 0) throw unknown(operation);
  const peeks = query.get("peekonly")?.toLowerCase() === "true";
  return ofMessages(`${operation}${message === "" ? "" : " one"}`, peeks, scope);
}

function serviceNeeds(operation: string): readonly Need[] {
  const { control } = needsAt(QUEUE, "");
  switch (operation) {
    case "GET list":
      return [control("queues/read")];
    case "service GET properties":
    case "service GET stats":
      return [control("read")];
    case "service PUT properties":
      return [control("write")];
    default:
      throw unknown(operation);
  }
}

function ofQueue(operation: string, scope: string): readonly Need[] {
  const { control } = needsAt(`${QUEUE}/queues`, scope);
  switch (operation) {
    case "GET":
    case "GET metadata":
      return [control("read")];
    case "PUT":
    case "PUT metadata":
      return [control("write")];
    case "DELETE":
      return [control("delete")];
    case "GET acl":
      return [control("getAcl/action")];
    case "PUT acl":
      return [control("setAcl/action")];
    default:
      throw unknown(operation);
  }
}

function ofMessages(operation: string, peeks: boolean, scope: string): readonly Need[] {
  const { data } = needsAt(`${QUEUE}/queues/messages`, scope);
  switch (operation) {
    case "POST":
      return [data("write", "add/action")];
    case "GET":
      return peeks ? [data("read")] : [data("process/action", "delete"), data("process/action", "read")];
    case "DELETE":
      return [data("delete")];
    case "DELETE one":
      return [data("process/action", "delete")];
    case "PUT one":
      return [data("write")];
    default:
      throw unknown(operation);
  }
}

function unknown(operation: string): Error {
  return unsupported(`the operation '${operation}' on queues`);
}
