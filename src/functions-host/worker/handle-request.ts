import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { checkKey } from "../check-key.ts";
import type { FunctionAppKeys } from "../protocol.ts";
import type { AppFunction } from "./compile-functions.ts";
import type { ProgrammingModel } from "./core-types.ts";
import { describeRequest } from "./describe-request.ts";
import { writeHomePage } from "./home-page.ts";
import { readHttpAnswer } from "./http-answer.ts";
import type { StreamHandover } from "./http-stream.ts";
import { invokeFunction } from "./invoke-function.ts";
import { BODY_LIMIT_BYTES, declaredLength, readBody } from "./read-body.ts";
import type { RouteMatch, RouteTable } from "./route-table.ts";
import { runTimed } from "./run-timed.ts";
import { endEmpty, writeAnswer } from "./write-answer.ts";
import { writeLog } from "./write-log.ts";

/** What requests are answered with. */
export interface RequestHandling {
  readonly routes: RouteTable<AppFunction>;
  readonly model: ProgrammingModel;
  /** Undefined if the app reads and answers whole bodies. */
  readonly stream: StreamHandover | undefined;
  /** The keys as they are now. */
  readonly keys: () => FunctionAppKeys;
  /** In milliseconds; null for none. */
  readonly functionTimeoutMs: number | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Azure's limit on path and query (Azure Functions HTTP trigger: Limits). */
const URL_LIMIT_BYTES = 4096;

/**
 * Answers one request, in the host's order: find the function, check the key, see whether it is disabled, run it (Functions host:
 * FunctionInvocationMiddleware). Refusals have no body.
 */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  handling: RequestHandling,
): Promise<void> {
  const url = request.url ?? "/";
  if (Buffer.byteLength(url) > URL_LIMIT_BYTES) return endEmpty(response, 414);
  const [path = "/", query = ""] = splitOnce(url);
  const match = handling.routes(request.method ?? "GET", path);
  if (match === undefined) {
    return path === "/" ? writeHomePage(response, handling.environment) : endEmpty(response, 404);
  }
  const { name, authLevel, isDisabled } = match.target;
  const { verdict, level } = checkKey({
    authLevel,
    functionName: name,
    key: presentedKey(request, query),
    keys: handling.keys(),
  });
  if (verdict === "refused") return endEmpty(response, 401);
  if (isDisabled && level !== "admin") return endEmpty(response, 404);
  await runFunction(request, response, match, handling);
}

async function runFunction(
  request: IncomingMessage,
  response: ServerResponse,
  { target, params }: RouteMatch<AppFunction>,
  { model, stream, functionTimeoutMs, environment }: RequestHandling,
): Promise<void> {
  const limit = Number(environment.FUNCTIONS_REQUEST_BODY_SIZE_LIMIT ?? BODY_LIMIT_BYTES) || BODY_LIMIT_BYTES;
  if (declaredLength(request) > limit) return endEmpty(response, 413);
  const invocationId = randomUUID();
  const logged = { functionName: target.name, invocationId, hookData: {}, context: () => undefined };

  let body: Buffer | undefined;
  if (stream === undefined) {
    const read = await readBody(request, limit);
    if (read.kind === "aborted") return;
    if (read.kind === "too-large") return endEmpty(response, 413);
    if (declaredLength(request) > 0) body = read.body;
    else if (read.body.length > 0) {
      // The host looks at Content-Length only (azure-functions-nodejs-worker, issue 524), and so must who stands in for it.
      writeLog(
        "warning",
        "system",
        `The request's body of ${read.body.length} bytes isn't passed on: it came with Transfer-Encoding: chunked and no Content-Length, and the Functions host gives such bodies only to apps with app.setup({ enableHttpStream: true }).`,
        logged,
      );
    }
  }

  const outcome = await runTimed(logged, functionTimeoutMs, async () => {
    const described = describeRequest(
      { request, params, body },
      {
        id: invocationId,
        functionId: target.registered.metadata.functionId ?? target.name,
        triggerName: target.triggerName,
      },
    );
    stream?.(request, response, invocationId);
    return readHttpAnswer(await invokeFunction(model, target, described));
  });
  if (outcome.kind !== "done") endEmpty(response, 500);
  // In the streaming case the response has been written by now, unless there was none.
  else if (!response.headersSent) writeAnswer(response, outcome.result);
}

/** The header goes before the query, even when it is wrong (Functions host: AuthenticationLevelHandler). */
function presentedKey({ headers }: IncomingMessage, query: string): string | undefined {
  const header = headers["x-functions-key"];
  if (header !== undefined) return [header].flat()[0];
  for (const [name, value] of new URLSearchParams(query)) {
    if (name.toLowerCase() === "code") return value;
  }
  return undefined;
}

function splitOnce(url: string): readonly [path: string, query: string] {
  const mark = url.indexOf("?");
  return mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
}
