import { Hono } from "hono";
import { z } from "zod";
import { type Clock, type Exchanges, type Outbound, OutboundError, PARENT_HEADER } from "../../platform/index.ts";
import { failure } from "../failure.ts";

/** Hosts that the portal talks to, and the resource that a token for each is asked for. */
const RESOURCES: ReadonlyMap<string, string> = new Map([
  ["management.azure.com", "https://management.azure.com"],
  ["graph.microsoft.com", "https://graph.microsoft.com"],
]);
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
/** A token is renewed this long before it ends. */
const EARLY_MS = 300_000;
const TAKEN = ["content-type", "if-match", "if-none-match", "accept", "consistencylevel"];
const GIVEN = ["content-type", "etag", "location", "azure-asyncoperation", "retry-after", "x-ms-request-id"];

const issuedSchema = z.object({ access_token: z.string(), expires_in: z.number() });

export interface AzureRoutesOptions {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly exchanges: Pick<Exchanges, "unrecorded">;
  readonly operator: { readonly tenantId: string; readonly clientId: string; readonly clientSecret: string };
}

/**
 * `/gatehouse/azure/{host}/{path}`: Resource Manager and Graph under the portal's own origin, as the operator. The browser holds no
 * token; what may be done is what the operator may do there.
 */
export function azureRoutes({ outbound, clock, exchanges, operator }: AzureRoutesOptions): Hono {
  const tokens = new Map<string, { readonly text: string; readonly renewAt: number }>();

  async function token(resource: string): Promise<string> {
    const kept = tokens.get(resource);
    if (kept !== undefined && clock.now() < kept.renewAt) return kept.text;
    const { status, body } = await outbound.request({
      method: "POST",
      url: new URL(`https://login.microsoftonline.com/${operator.tenantId}/oauth2/v2.0/token`),
      headers: { "content-type": "application/x-www-form-urlencoded", [PARENT_HEADER]: exchanges.unrecorded },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: operator.clientId,
        client_secret: operator.clientSecret,
        scope: `${resource}/.default`,
      }).toString(),
    });
    if (status !== 200) throw new Error(`The operator got no token for ${resource}: ${status}`);
    const issued = issuedSchema.parse(JSON.parse(body.toString()));
    tokens.set(resource, { text: issued.access_token, renewAt: clock.now() + issued.expires_in * 1000 - EARLY_MS });
    return issued.access_token;
  }

  return new Hono().all("/azure/:host/*", async (context) => {
    // Who has a token has rights of their own, which aren't the operator's.
    if (context.req.header("authorization") !== undefined) {
      const hint = `${context.req.param("host")} itself takes it, under its own name.`;
      return context.json(
        failure("ForThePageOnly", `This path is for the portal's page. You have a token: ${hint}`),
        403,
      );
    }
    const host = context.req.param("host");
    const resource = RESOURCES.get(host);
    if (resource === undefined) {
      return context.json(
        failure("HostNotServed", `The portal asks ${[...RESOURCES.keys()].join(" and ")} only.`),
        404,
      );
    }
    const { pathname, search } = new URL(context.req.url);
    const path = pathname.slice(pathname.indexOf(`/azure/${host}`) + `/azure/${host}`.length);
    const body = await context.req.arrayBuffer();
    const headers = Object.fromEntries(
      TAKEN.flatMap((name) => {
        const value = context.req.header(name);
        return value === undefined ? [] : [[name, value]];
      }),
    );
    try {
      const answer = await outbound.request({
        method: context.req.method,
        url: new URL(`https://${host}${path}${search}`),
        headers: {
          ...headers,
          [PARENT_HEADER]: exchanges.unrecorded,
          authorization: `Bearer ${await token(resource)}`,
        },
        ...(body.byteLength === 0 ? {} : { body: new Uint8Array(body) }),
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
      });
      const given = GIVEN.flatMap((name) => {
        const value = answer.headers[name];
        return value === undefined ? [] : [[name, value] as [string, string]];
      });
      const isEmpty = answer.status === 204 || answer.status === 304;
      return new Response(isEmpty ? null : new Uint8Array(answer.body), { status: answer.status, headers: given });
    } catch (error) {
      if (error instanceof OutboundError) return context.json(failure("NoAnswer", error.message), 502);
      throw error;
    }
  });
}
