import { z } from "zod";
import { API_VERSION } from "../api-management/list-all.ts";
import { type ApiSummary, listApiManagement, type ServiceSummary } from "../api-management/list-services.ts";
import { CliError } from "../cli-error.ts";
import type { RunningCloud } from "../running-cloud.ts";
import { type ChosenSubscription, chooseSubscription } from "./choose-subscription.ts";
import type { TraceAnswer, TraceRequest } from "./read-request.ts";
import { sendRequest } from "./send-request.ts";
import { type Trace, traceSchema } from "./trace-document.ts";

export interface ApiTrace {
  readonly answer: TraceAnswer;
  readonly trace: Trace;
  /** Whose key was added to the request. */
  readonly subscription: ChosenSubscription | undefined;
}

const credentialsSchema = z.object({ token: z.string() });

/**
 * Sends the request through the gateway with debug credentials and fetches its trace, as the portal's test console does
 * ("Debug your APIs using request tracing"). Throws `CliError`.
 */
export async function traceApi(
  cloud: RunningCloud,
  request: TraceRequest,
  subscriptionName: string | undefined,
): Promise<ApiTrace> {
  const services = await listApiManagement(cloud);
  const service = serviceOf(services, request.url);
  const api = apiOf(service, request.url);
  const subscription = await keyFor(cloud, service, api, request, subscriptionName);
  const gateway = `${service.id}/gateways/managed`;
  const { token } = credentialsSchema.parse(
    await cloud.resourceManager("POST", `${gateway}/listDebugCredentials?api-version=${API_VERSION}`, {
      apiId: api.id,
      purposes: ["tracing"],
    }),
  );
  const answer = await sendRequest(cloud, request, {
    "apim-debug-authorization": token,
    ...(subscription === undefined
      ? {}
      : { [api.subscriptionKeyParameterNames.header.toLowerCase()]: subscription.key }),
  });
  const traceId = answer.headers["apim-trace-id"];
  if (traceId === undefined) {
    const reason = answer.headers["apim-debug-authorization-wrongapi"] ?? answer.body.toString("utf8").slice(0, 300);
    throw new CliError(`The gateway answered ${answer.status} without a trace: ${reason}`);
  }
  const document = await cloud.resourceManager("POST", `${gateway}/listTrace?api-version=${API_VERSION}`, { traceId });
  return { answer, trace: traceSchema.parse(document), subscription };
}

function serviceOf(services: readonly ServiceSummary[], url: URL): ServiceSummary {
  const found = services.find(({ gatewayUrl }) => new URL(gatewayUrl).hostname === url.hostname);
  if (found !== undefined) return found;
  const names = services.map(({ gatewayUrl }) => new URL(gatewayUrl).hostname);
  throw new CliError(`There is no API Management service at ${url.hostname}; there is ${list(names)}.`);
}

/** The API with the longest path that the URL's begins with, as the gateway chooses it. */
function apiOf({ name, apis }: ServiceSummary, url: URL): ApiSummary {
  const asked = `${url.pathname.toLowerCase()}/`;
  const fitting = apis.filter(({ path }) => path === "" || asked.startsWith(`/${path.toLowerCase()}/`));
  const [api] = fitting.toSorted((a, b) => b.path.length - a.path.length);
  if (api !== undefined) return api;
  const paths = apis.map(({ path }) => `/${path}`);
  throw new CliError(`No API of ${name} has a path that ${url.pathname} begins with; it has ${list(paths)}.`);
}

/** The key to add: of the subscription that was named, or of one that fits when the API wants a key and none was given. */
async function keyFor(
  cloud: RunningCloud,
  service: ServiceSummary,
  api: ApiSummary,
  { headers, url }: TraceRequest,
  subscriptionName: string | undefined,
): Promise<ChosenSubscription | undefined> {
  const { header, query } = api.subscriptionKeyParameterNames;
  const isGiven = headers[header.toLowerCase()] !== undefined || url.searchParams.has(query);
  if (subscriptionName === undefined && (isGiven || !api.subscriptionRequired)) return undefined;
  return chooseSubscription(cloud, service, api, subscriptionName);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
