import { z } from "zod";
import type { Host } from "../../platform/index.ts";
import { readBody } from "../bodies/read-body.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { unreadable } from "../graph-error.ts";

const stepSchema = z.strictObject({
  id: z.string().min(1),
  method: z.enum(["GET", "POST", "PATCH", "PUT", "DELETE"]),
  url: z.string().min(1).max(8192),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});
const batchSchema = z.strictObject({ requests: z.array(stepSchema).min(1) });
type Step = z.infer<typeof stepSchema>;

/** One answer within the answer to a batch. */
interface StepAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** "Combine multiple HTTP requests using JSON batching": at most 20 requests. */
const MOST_STEPS = 20;
/** Headers of a step's answer that a client can use; the others are of the connection. */
const SHOWN_HEADERS = ["location", "content-type", "retry-after", "cache-control"];

/**
 * `/$batch`: several requests in one, each answered as if it had come alone, as the caller of the batch unless it brings a token of its
 * own. One that depends on a failed one is not sent (424). `send` answers a request.
 */
export function batchRoutes({ on }: GraphRoutes, send: (request: Request, host: Host) => Promise<Response>): void {
  on("POST", "/$batch", async (context) => {
    const { requests } = await readBody(context, batchSchema, "BatchRequest");
    checkSteps(requests);
    const answers = new Map<string, StepAnswer>();
    for (const step of requests) {
      const failed = step.dependsOn?.some((id) => (answers.get(id)?.status ?? 500) >= 400) === true;
      answers.set(step.id, failed ? dependencyFailed(step) : await answerStep(step, context, send));
    }
    return context.json({ responses: [...answers.values()] });
  });
}

function checkSteps(steps: readonly Step[]): void {
  if (steps.length > MOST_STEPS) {
    throw unreadable(`Number of batch request steps exceeds the maximum value of ${MOST_STEPS}.`);
  }
  const earlier = new Set<string>();
  for (const step of steps) {
    const { id, url, dependsOn = [] } = step;
    if (earlier.has(id)) throw unreadable(`Duplicate request id '${id}' in the batch.`);
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) {
      throw unreadable(`The url '${url}' of the request '${id}' must be relative to the version: /users, for example.`);
    }
    // What a URL makes of dots and escapes, the path that is answered has too.
    const { pathname } = new URL(url.replace(/^\/+/, ""), "https://graph.microsoft.com/v1.0/");
    if (!pathname.startsWith("/v1.0/")) throw unreadable(`The url '${url}' of the request '${id}' leaves the version.`);
    if (/\/(?:\$|%24)batch(?:\/|$)/i.test(pathname)) throw unreadable(`The request '${id}' is a batch within a batch.`);
    checkBody(step);
    // Dependencies come first: a client that sends them otherwise is refused (msgraph-sdk-dotnet-core, issue 891).
    const unknown = dependsOn.find((other) => !earlier.has(other));
    if (unknown !== undefined) throw unreadable(`Invalid dependency for request Id '${id}': '${unknown}'.`);
    earlier.add(id);
  }
}

/** Before anything is sent: a batch is refused as a whole, or each of its requests is answered. */
function checkBody({ id, method, headers = {}, body }: Step): void {
  const type = contentType(headers);
  if (body === undefined || method === "GET") return;
  if (type === undefined) throw unreadable(`Write request id : ${id} does not contain Content-Type header or body.`);
  if (!isJson(type) && typeof body !== "string") {
    throw unreadable(`The body of the request '${id}' is neither JSON nor a Base64 text.`);
  }
}

function contentType(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1];
}

function isJson(type: string): boolean {
  return /^application\/json\b/i.test(type);
}

async function answerStep(
  { id, method, url, headers = {}, body }: Step,
  context: GraphContext,
  send: (request: Request, host: Host) => Promise<Response>,
): Promise<StepAnswer> {
  const { version, host } = context.env;
  const sent = new Headers(headers);
  if (!sent.has("authorization")) sent.set("authorization", context.req.header("authorization") ?? "");
  const answer = await send(
    new Request(`${host.origin}/${version}/${url.replace(/^\/+/, "")}`, {
      method,
      headers: sent,
      ...(body === undefined || method === "GET" ? {} : { body: bodyOf(contentType(headers) ?? "", body) }),
    }),
    host,
  );
  const shown = Object.fromEntries([...answer.headers].filter(([name]) => SHOWN_HEADERS.includes(name)));
  const text = await answer.text();
  return {
    id,
    status: answer.status,
    headers: shown,
    ...(text === "" ? {} : { body: isJson(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : text }),
  };
}

/** JSON is sent as it is, anything else came as a Base64 text. */
function bodyOf(type: string, body: unknown): string | Buffer<ArrayBuffer> {
  return isJson(type) ? JSON.stringify(body) : Buffer.from(String(body), "base64");
}

function dependencyFailed({ id }: Step): StepAnswer {
  const error = { code: "FailedDependency", message: "A request that this one depends on failed." };
  return { id, status: 424, body: { error } };
}
