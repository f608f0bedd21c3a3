import { request } from "node:http";
import type { Cloud } from "../../src/cloud/index.ts";

export interface ManagementAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON, `{}` for an empty body, the text itself for anything else. */
  readonly body: unknown;
}

/** Sends one request to Resource Manager, over a connection of its own. A text is sent as it is, all else as JSON. */
export type SendToManagement = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<ManagementAnswer>;

const TIMEOUT_MS = 30_000;

type Reachable = Pick<Cloud, "port" | "localUrl">;

/** A client of a cloud's Resource Manager, as the operator, through the listener and by the host's name there. */
export async function connectManagement(cloud: Reachable & Pick<Cloud, "operator">): Promise<SendToManagement> {
  const { tenantId, clientId, clientSecret } = cloud.operator;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret,
    scope: "https://management.azure.com/.default",
  });
  const issued = await send(cloud, `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, "POST", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    text: form.toString(),
  });
  const { body } = issued;
  if (typeof body !== "object" || body === null || !("access_token" in body)) throw new Error(JSON.stringify(issued));
  const authorization = `Bearer ${body.access_token}`;
  return (method, path, content, headers = {}) =>
    send(cloud, `https://management.azure.com${path}`, method, {
      headers: { authorization, "content-type": "application/json", ...headers },
      ...(content === undefined ? {} : { text: typeof content === "string" ? content : JSON.stringify(content) }),
    });
}

function send(
  cloud: Reachable,
  azureUrl: string,
  method: string,
  { headers, text }: { readonly headers: Readonly<Record<string, string>>; readonly text?: string },
): Promise<ManagementAnswer> {
  const { host, pathname, search } = new URL(cloud.localUrl(azureUrl));
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: "127.0.0.1",
      port: cloud.port,
      method,
      path: `${pathname}${search}`,
      headers: { ...headers, host },
      agent: false,
      timeout: TIMEOUT_MS,
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error(`${method} ${azureUrl}: no answer in time`)));
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
        const received = Buffer.concat(chunks).toString();
        const isJson = incoming.headers["content-type"]?.includes("json") ?? false;
        const body: unknown = received === "" ? {} : isJson ? JSON.parse(received) : received;
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      } catch (error) {
        reject(error);
      }
    });
    outgoing.end(text);
  });
}
