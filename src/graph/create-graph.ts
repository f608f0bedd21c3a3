import { randomUUID } from "node:crypto";
import { DirectoryError, type Entra } from "../entra/index.ts";
import { type Clock, fetchService, type Host, isGuid, type Log, type Service } from "../platform/index.ts";
import { errorResponse, type GraphRequestIds } from "./error-response.ts";
import { collectRoutes } from "./graph-app.ts";
import { fromDirectoryError, GraphError, methodNotAllowed, unreadable } from "./graph-error.ts";
import { parseGraphPath, unknownSegment } from "./graph-path.ts";
import { absentRoutes } from "./routes/absent-routes.ts";
import { appRoleAssignmentRoutes } from "./routes/app-role-assignment-routes.ts";
import { applicationRoutes } from "./routes/application-routes.ts";
import { batchRoutes } from "./routes/batch-routes.ts";
import { deletedItemRoutes } from "./routes/deleted-item-routes.ts";
import { directoryObjectRoutes } from "./routes/directory-object-routes.ts";
import { federatedCredentialRoutes } from "./routes/federated-credential-routes.ts";
import { groupRoutes } from "./routes/group-routes.ts";
import { memberGroupRoutes } from "./routes/member-group-routes.ts";
import { memberOfRoutes } from "./routes/member-of-routes.ts";
import { resolveKeys } from "./routes/object-id.ts";
import { passwordRoutes } from "./routes/password-routes.ts";
import { referenceRoutes } from "./routes/reference-routes.ts";
import { servicePrincipalRoutes } from "./routes/service-principal-routes.ts";
import { tenantRoutes } from "./routes/tenant-routes.ts";
import { transitiveRoutes } from "./routes/transitive-routes.ts";
import { userRoutes } from "./routes/user-routes.ts";

const CONTENT_TYPE =
  "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/** What Graph works with. */
export interface GraphOptions {
  readonly entra: Entra;
  readonly clock: Clock;
  readonly log: Log;
}

/** Microsoft Graph over the directory. */
export interface Graph {
  readonly service: Service;
}

/** Microsoft Graph v1.0 and beta: applications, service principals, groups and their assignments. Nothing without a permission. */
export function createGraph({ entra, clock, log }: GraphOptions): Graph {
  const { tenantId, domain } = entra.directory;
  const tenants = [tenantId.toLowerCase(), domain, "myorganization"];
  const app = collectRoutes(entra, (routes) => {
    applicationRoutes(routes);
    servicePrincipalRoutes(routes);
    groupRoutes(routes);
    referenceRoutes(routes);
    passwordRoutes(routes);
    federatedCredentialRoutes(routes);
    deletedItemRoutes(routes);
    appRoleAssignmentRoutes(routes);
    memberOfRoutes(routes);
    memberGroupRoutes(routes);
    directoryObjectRoutes(routes);
    tenantRoutes(routes);
    userRoutes(routes);
    transitiveRoutes(routes);
    absentRoutes(routes);
    batchRoutes(routes, respond);
  });
  app.notFound(({ env }) => {
    throw unreadable(`Resource not found for the segment '${unknownSegment(env.path)}'.`);
  });
  app.onError((error) => {
    throw error;
  });

  async function answer(request: Request, host: Host, ids: GraphRequestIds): Promise<Response> {
    try {
      const { version, path } = parseGraphPath(new URL(request.url).pathname, tenants);
      const countOnly = path.endsWith("/$count");
      if (countOnly && request.method !== "GET") throw methodNotAllowed();
      const counted = countOnly ? path.slice(0, -"/$count".length) : path;
      return await app.fetch(request, { host, version, path: resolveKeys(entra.directory, counted), countOnly });
    } catch (error) {
      return errorResponse(toGraphError(error, log, ids), ids, clock);
    }
  }

  async function respond(request: Request, host: Host): Promise<Response> {
    const ids = createRequestIds(request);
    return withCommonHeaders(await answer(request, host, ids), ids);
  }

  return {
    service: fetchService({ name: "Microsoft Graph", hosts: ["graph.microsoft.com"], log, fetch: respond }),
  };
}

function createRequestIds(request: Request): GraphRequestIds {
  const requestId = randomUUID();
  const sent = request.headers.get("client-request-id");
  return { requestId, clientRequestId: sent !== null && isGuid(sent) ? sent : requestId };
}

function toGraphError(error: unknown, log: Log, { requestId }: GraphRequestIds): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof DirectoryError) return fromDirectoryError(error);
  log.error("Microsoft Graph failed to answer", { requestId, error: String(error) });
  return new GraphError(500, "InternalServerError", "An error has occurred.");
}

function withCommonHeaders(response: Response, { requestId, clientRequestId }: GraphRequestIds): Response {
  response.headers.set("request-id", requestId);
  response.headers.set("client-request-id", clientRequestId);
  response.headers.set("cache-control", "no-cache");
  response.headers.set("strict-transport-security", "max-age=31536000");
  if (response.status === 204) response.headers.delete("content-type");
  else if (response.ok && !response.headers.get("content-type")?.startsWith("text/plain")) {
    response.headers.set("content-type", CONTENT_TYPE);
    response.headers.set("odata-version", "4.0");
  }
  return response;
}
