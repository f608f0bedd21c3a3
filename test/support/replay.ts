import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Cloud } from "../../src/cloud/index.ts";
import type { OutboundResponse } from "../../src/platform/index.ts";

/**
 * One request that a client has sent. `{{tenantId}}` and the like stand for the operator's own ids; `{{12:/appId}}` for a text
 * of the answer to request 12, by its JSON pointer; `{{12:/id#9}}` for one part of it between slashes; `{{12:@location}}` for one
 * of its headers.
 */
const requestSchema = z.strictObject({
  phase: z.enum(["apply", "plan", "destroy"]),
  m: z.string(),
  url: z.string(),
  /** `none`, `bearer`, or `basic {user}:{password}`. */
  auth: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  /** The body is the zip of this function app. */
  zip: z.enum(["public", "private"]).optional(),
  status: z.int(),
});
export type RecordedRequest = z.infer<typeof requestSchema>;

/** What came back, when it is not what the client was answered. */
export interface Difference {
  readonly request: string;
  readonly expected: number;
  readonly found: number;
  readonly body: string;
}

export interface ReplayOptions {
  readonly cloud: Cloud;
  readonly zips: Readonly<Record<"public" | "private", Uint8Array>>;
}

/** Reads a recording: a JSON document a line. */
export function readRecording(path: string): readonly RecordedRequest[] {
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => requestSchema.parse(JSON.parse(line)));
}

/** Sends recorded requests in their order, with live ids in place of the recorded ones. */
export class Replay {
  readonly #cloud: Cloud;
  readonly #zips: ReplayOptions["zips"];
  readonly #answers: OutboundResponse[] = [];
  readonly #tokens = new Map<string, Promise<string>>();

  constructor({ cloud, zips }: ReplayOptions) {
    this.#cloud = cloud;
    this.#zips = zips;
  }

  /** Sends them after those that were sent before, and tells which were answered otherwise than they had been. */
  async send(requests: readonly RecordedRequest[]): Promise<readonly Difference[]> {
    const differences: Difference[] = [];
    for (const request of requests) {
      let answer = await this.#send(request);
      // Something is under way, and clients ask until it is not.
      while (request.m === "GET" && answer.status === 202 && request.status !== 202) answer = await this.#send(request);
      this.#answers.push(answer);
      if (answer.status === request.status) continue;
      const shown = { request: `${request.m} ${request.url}`, expected: request.status, found: answer.status };
      differences.push({ ...shown, body: answer.body.toString("utf8").slice(0, 500) });
    }
    return differences;
  }

  async #send({ m: method, url: template, auth, headers, body, zip }: RecordedRequest): Promise<OutboundResponse> {
    const url = new URL(this.#fill(template));
    const content = zip === undefined ? (body === undefined ? undefined : this.#fill(body)) : this.#zips[zip];
    const authorization = await this.#authorization(this.#fill(auth), url.hostname);
    return this.#cloud.outbound.request({
      method,
      url,
      headers: {
        ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, this.#fill(value)])),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(content === undefined ? {} : { body: content }),
    });
  }

  #fill(template: string): string {
    return template.replace(
      /\{\{(\w+)(?::([^}#]*)(?:#(\d+))?)?\}\}/g,
      (found, name: string, place?: string, part?: string) => {
        const value = place === undefined ? this.#known(name) : this.#answered(Number(name), place);
        const text = part === undefined ? value : value?.split("/")[Number(part)];
        if (text === undefined) throw new Error(`There is nothing at ${found} of the live answers.`);
        return text;
      },
    );
  }

  #known(name: string): string | undefined {
    const { tenantId, subscriptionId, clientId, objectId } = this.#cloud.operator;
    return new Map(Object.entries({ tenantId, subscriptionId, clientId, objectId })).get(name);
  }

  #answered(index: number, place: string): string | undefined {
    const answer = this.#answers[index];
    if (answer === undefined) return undefined;
    if (place.startsWith("@")) return answer.headers[place.slice(1)];
    let value: unknown = JSON.parse(answer.body.toString("utf8"));
    for (const step of place.split("/").slice(1)) {
      const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
      value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    }
    return typeof value === "string" ? value : undefined;
  }

  async #authorization(auth: string, hostname: string): Promise<string | undefined> {
    if (auth === "none") return undefined;
    if (auth.startsWith("basic ")) return `Basic ${Buffer.from(auth.slice("basic ".length)).toString("base64")}`;
    const resource = resourceOf(hostname);
    const token = this.#tokens.get(resource) ?? this.#fetchToken(resource);
    this.#tokens.set(resource, token);
    return `Bearer ${await token}`;
  }

  async #fetchToken(resource: string): Promise<string> {
    const { tenantId, clientId, clientSecret } = this.#cloud.operator;
    const { body } = await this.#cloud.outbound.request({
      method: "POST",
      url: new URL(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        ...{ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
        scope: `${resource}/.default`,
      }).toString(),
    });
    return z.object({ access_token: z.string() }).parse(JSON.parse(body.toString("utf8"))).access_token;
  }
}

function resourceOf(hostname: string): string {
  if (hostname.endsWith(".vault.azure.net")) return "https://vault.azure.net";
  if (hostname.endsWith(".core.windows.net")) return "https://storage.azure.com";
  return `https://${hostname === "graph.microsoft.com" ? hostname : "management.azure.com"}`;
}
