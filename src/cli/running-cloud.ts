import { resolve } from "node:path";
import { z } from "zod";
import {
  type ControlStatus,
  failureSchema,
  findRunning,
  findRunningOnPort,
  type Operator,
  outboundTo,
  readOperator,
} from "../cloud/index.ts";
import type { OutboundRequest, OutboundResponse } from "../platform/index.ts";
import { CliError } from "./cli-error.ts";
import type { ClientFlags } from "./client-options.ts";
import { DEFAULT_FOLDER, DEFAULT_PORT } from "./options.ts";

/** The cloud of another process, and its operator. */
export interface RunningCloud {
  /** As it was when the cloud was found. */
  readonly status: ControlStatus;
  readonly operator: Operator;
  /** A token of the operator's. Throws `CliError` with Entra's words. */
  token(scope: string): Promise<string>;
  /** A request under an Azure host name, as it is. Throws `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundResponse>;
  /** JSON of Resource Manager, asked as the operator; `path` with its api-version. Throws `CliError` with Azure's words. */
  resourceManager(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
  /** JSON of a control endpoint, `path` below `/gatehouse/`. Throws `CliError` with its words. */
  control(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<unknown>;
}

/** The scope of the operator's tokens for Resource Manager, which the control endpoints take too. */
export const RESOURCE_MANAGER_SCOPE = "https://management.azure.com/.default";

const REQUEST_TIMEOUT_MS = 240_000;
const grantedSchema = z.object({ access_token: z.string() });
const refusedSchema = z.object({ error_description: z.string() });

/** Finds the Gatehouse that is up. Throws `CliError` if there is none, or if it belongs to someone else. */
export async function findRunningCloud(flags: ClientFlags): Promise<RunningCloud> {
  const status = await find(flags);
  if (status === undefined) {
    throw new CliError(
      `No Gatehouse is up ${place(flags)}: start one with \`gatehouse up\`, or name its port or folder with --port or --state.`,
    );
  }
  const operator = readOperator(status.stateFolder);
  if (operator === undefined) {
    throw new CliError(`The operator's credentials can't be read: expected operator.json in ${status.stateFolder}.`);
  }
  return connect(status, operator);
}

async function find({ port, state }: ClientFlags): Promise<ControlStatus | undefined> {
  if (port !== undefined) return findRunningOnPort(port);
  const inFolder = await findRunning(resolve(state ?? DEFAULT_FOLDER));
  return inFolder === undefined && state === undefined ? findRunningOnPort(DEFAULT_PORT) : inFolder;
}

function place({ port, state }: ClientFlags): string {
  if (port !== undefined) return `on port ${port}`;
  return state === undefined ? "here" : `on ${resolve(state)}`;
}

function connect(status: ControlStatus, operator: Operator): RunningCloud {
  const outbound = outboundTo(status.port);
  const tokens = new Map<string, Promise<string>>();

  async function fetchToken(scope: string): Promise<string> {
    const { status: code, body } = await outbound.request({
      method: "POST",
      url: new URL(`https://login.microsoftonline.com/${operator.tenantId}/oauth2/v2.0/token`),
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: operator.clientId,
        client_secret: operator.clientSecret,
        scope,
      }).toString(),
    });
    const answer = parseJson(body);
    if (code === 200) return grantedSchema.parse(answer).access_token;
    throw new CliError(refusedSchema.safeParse(answer).data?.error_description ?? `Entra ID answered ${code}.`);
  }

  function token(scope: string): Promise<string> {
    const kept = tokens.get(scope) ?? fetchToken(scope);
    tokens.set(scope, kept);
    return kept;
  }

  async function askAsOperator(method: string, url: string, body: unknown): Promise<unknown> {
    const response = await outbound.request({
      method,
      url: new URL(url),
      headers: {
        authorization: `Bearer ${await token(RESOURCE_MANAGER_SCOPE)}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs: REQUEST_TIMEOUT_MS,
    });
    const answer = parseJson(response.body);
    if (response.status < 300) return answer;
    const words = failureSchema.safeParse(answer).data?.error.message;
    throw new CliError(words ?? `${method} ${url} answered ${response.status}.`);
  }

  return {
    status,
    operator,
    token,
    send: (request) => outbound.request(request),
    resourceManager: (method, path, body) => askAsOperator(method, `https://management.azure.com${path}`, body),
    control: (method, path, body) => askAsOperator(method, `http://127.0.0.1:${status.port}/gatehouse/${path}`, body),
  };
}

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
