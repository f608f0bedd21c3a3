import { z } from "zod";
import type { Cloud } from "../../src/cloud/index.ts";
import { operatorToken } from "../../src/cloud/testing/put-resources.ts";

export const summary = z.object({
  id: z.number(),
  parentId: z.number().optional(),
  rootId: z.number(),
  time: z.iso.datetime(),
  durationMs: z.number().optional(),
  service: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.number().optional(),
  outcome: z.enum(["running", "passed", "refused", "failed", "aborted"]),
  reason: z.string().optional(),
});
const headers = z.array(z.tuple([z.string(), z.string()]));
const note = z.object({
  atMs: z.number(),
  source: z.string(),
  outcome: z.enum(["information", "passed", "refused"]),
  message: z.string(),
  facts: z.record(z.string(), z.string()),
});
const detail = summary.extend({ requestHeaders: headers, responseHeaders: headers, notes: z.array(note) });
export const list = z.object({ exchanges: z.array(summary), total: z.number() });
export const chain = z.object({ exchanges: z.array(detail) });
type Detail = z.infer<typeof detail>;

/** What a test asks a cloud about the requests that it has answered, as its operator. */
export async function exchangeCalls(cloud: Cloud) {
  const token = await operatorToken(cloud);

  function ask(path: string, method = "GET", signal: AbortSignal | null = null): Promise<Response> {
    return fetch(`${cloud.url}/gatehouse/${path}`, {
      method,
      signal,
      headers: { authorization: `Bearer ${token}` },
    });
  }

  async function send(url: string, sent: Readonly<Record<string, string>> = {}, body?: string) {
    const method = body === undefined ? "GET" : "POST";
    const answer = await cloud.outbound.request({
      method,
      url: new URL(url),
      headers: sent,
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.status, body: answer.body.toString("utf8") };
  }

  async function exchanges(): Promise<z.infer<typeof list>["exchanges"]> {
    return list.parse(await (await ask("exchanges")).json()).exchanges;
  }

  /** The chain of the newest exchange whose address begins so. */
  async function chainOf(url: string): Promise<readonly Detail[]> {
    const newest = (await exchanges()).find((exchange) => exchange.url.startsWith(url));
    return chain.parse(await (await ask(`exchanges/${newest?.id}`)).json()).exchanges;
  }

  return { token, ask, send, exchanges, chainOf };
}

/** One line for each exchange, children indented below their parents. */
export function tree(
  details: readonly Detail[],
  parentId: number | undefined = undefined,
  depth = 0,
): readonly string[] {
  return details
    .filter((exchange) => exchange.parentId === parentId)
    .flatMap(({ id, service, url, status }) => [
      `${"  ".repeat(depth)}${service}: ${new URL(url).pathname} ${status}`,
      ...tree(details, id, depth + 1),
    ]);
}

export function refusals(
  details: readonly Detail[],
): readonly (z.infer<typeof note> & { readonly reason: string | undefined })[] {
  return details.flatMap(({ notes, reason }) =>
    notes.filter(({ outcome }) => outcome === "refused").map((found) => ({ ...found, reason })),
  );
}
