import http, { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { ProgrammingModel } from "./core-types.ts";
import { requestUrl } from "./describe-request.ts";
import { WorkerError } from "./worker-error.ts";

/** Gives a request and its response to `@azure/functions`, which reads the one and writes the other as streams. */
export type StreamHandover = (request: IncomingMessage, response: ServerResponse, invocationId: string) => void;

/** What Azure's worker offers by default (azure-functions-nodejs-worker: getWorkerCapabilities). */
const CAPABILITIES = {
  RawHttpBodyBytes: "true",
  RpcHttpTriggerMetadataRemoved: "true",
  RpcHttpBodyOnly: "true",
  IgnoreEmptyValuedRpcHttpHeaders: "true",
  UseNullableValueDictionaryForHttp: "true",
  WorkerStatus: "true",
  TypedDataCollection: "true",
  HandlesWorkerTerminateMessage: "true",
};

/**
 * Asks the programming model what it can do. After `app.setup({ enableHttpStream: true })` the model opens an HTTP server on a TCP
 * port of all interfaces, to which Azure's host forwards the requests. Here that server never listens: it gets the objects of the
 * requests that this process has already, which saves a hop and a port.
 *
 * @returns undefined if the app doesn't use HTTP streams.
 * @throws WorkerError if the model reports a server that it didn't open by `http.createServer`.
 */
export async function negotiateHttpStream(model: ProgrammingModel): Promise<StreamHandover | undefined> {
  if (model.getCapabilities === undefined) return undefined;
  const opened: Server[] = [];
  const createServer = http.createServer;
  const captureServer = () => {
    const server = silence(createServer());
    opened.push(server);
    return server;
  };
  let answer: ReturnType<NonNullable<ProgrammingModel["getCapabilities"]>>;
  try {
    replaceCreateServer(captureServer);
    // The server is opened before the first await, so nobody else's server is caught.
    answer = model.getCapabilities({ ...CAPABILITIES });
  } finally {
    replaceCreateServer(createServer);
  }
  const { HttpUri } = await answer;
  if (HttpUri === undefined) return undefined;
  const [server] = opened;
  if (server === undefined) {
    throw new WorkerError(
      `${model.name} ${model.version} offers HTTP streams at ${HttpUri} by a server of its own, which this host can't take over. Use @azure/functions 4.4 or newer, or turn enableHttpStream off.`,
    );
  }
  return (request, response, invocationId) => {
    const { host, protocol } = requestUrl(request);
    Object.assign(request.headers, {
      "x-ms-invocation-id": invocationId,
      "x-forwarded-host": host,
      "x-forwarded-proto": protocol.slice(0, -1),
    });
    server.emit("request", request, response);
  };
}

function replaceCreateServer(createServer: unknown): void {
  Reflect.set(http, "createServer", createServer);
  // For bundles that import it by name.
  syncBuiltinESMExports();
}

function silence(server: Server): Server {
  return Object.assign(server, {
    listen(...parameters: readonly unknown[]) {
      const done = parameters.at(-1);
      if (typeof done === "function") queueMicrotask(() => done());
      return server;
    },
    address: () => ({ address: "127.0.0.1", family: "IPv4", port: 1 }),
  });
}
