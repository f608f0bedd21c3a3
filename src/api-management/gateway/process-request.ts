import type { LastErrorView } from "../expressions/index.ts";
import type { GatewayResponse, Section } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { HeaderList } from "../pipeline/header-list.ts";
import { MessageBody } from "../pipeline/message-body.ts";
import { runSteps, StepFailure } from "../pipeline/run-steps.ts";
import { TraceCollector } from "../pipeline/trace-collector.ts";
import { authorize } from "./authorize.ts";
import type { EffectivePolicy } from "./effective-policy.ts";
import type { RequestContext } from "./request-context.ts";
import { operationNotFound, type RouteMatch, route } from "./route.ts";
import type { Snapshot } from "./snapshot.ts";
import { traceHeaders } from "./trace-headers.ts";
import type { Tracing } from "./tracing.ts";

/** Headers that the gateway adds to an answer whatever the policies did: about tracing. */
export type GatewayHeaders = readonly (readonly [name: string, value: string])[];

export interface ProcessedRequest {
  readonly response: GatewayResponse;
  readonly headers: GatewayHeaders;
}

/**
 * Takes one request through routing, its subscription key and its policies. Every failure of these ends in `on-error` and an
 * answer; what is thrown from here is a fault of the gateway itself.
 */
export async function processRequest(
  context: RequestContext,
  snapshot: Snapshot,
  tracing: Tracing,
): Promise<ProcessedRequest> {
  const { originalUrl, method, headers: sent } = context.request;
  const match = route(snapshot, originalUrl.scheme, method, originalUrl.path, originalUrl.queryString, sent);
  const headers = startTracing(context, snapshot, match, tracing);
  let policy: EffectivePolicy = snapshot.globalPolicy;
  try {
    if (match === undefined) throw operationNotFound();
    policy = match.operation?.policy(undefined) ?? match.api.policy(undefined);
    enter(context, match);
    noteRoute(context, match);
    if (match.operation === undefined) throw operationNotFound();
    const suffixUrl = () => `${originalUrl.scheme}://${originalUrl.host}/${match.api.view.path}`;
    const { holder, productId } = authorize(
      snapshot,
      match.api,
      context.request.headers,
      originalUrl.queryString,
      suffixUrl,
    );
    context.subscription = holder?.view ?? null;
    context.user = holder?.user ?? null;
    if (productId !== undefined) {
      context.product = match.api.products.get(productId) ?? null;
      policy = match.operation.policy(productId);
    }
    traceConfiguration(context, match);
    await runSections(policy, context);
  } catch (error) {
    if (!(error instanceof StepFailure) && !(error instanceof GatewayError)) throw error;
    await handleError(error, policy, context);
  }
  const response = context.response ?? emptyAnswer();
  if (context.collector === null) return { response, headers };
  context.collector.add("outbound", "transfer-response", { message: "Response is being sent to the caller." });
  const traceId = tracing.keep(snapshot.service.id, snapshot.serviceName, context.collector);
  return { response, headers: [...headers, ["Apim-Trace-Id", traceId]] };
}

const SECTIONS = ["inbound", "backend", "outbound"] as const;

async function runSections(policy: EffectivePolicy, context: RequestContext): Promise<void> {
  for (const section of SECTIONS) {
    const steps = policy[section];
    if (steps.length === 0) continue;
    context.section = section;
    const running = runSteps(steps, context);
    const result = running instanceof Promise ? await running : running;
    if (result === "respond") return;
  }
}

/** The default answer is there before `on-error` runs, so that its policies can read and change it. */
async function handleError(
  failure: StepFailure | GatewayError,
  policy: EffectivePolicy,
  context: RequestContext,
): Promise<void> {
  const error = failure instanceof StepFailure ? failure.error : failure;
  const lastError = describe(failure, context.section);
  context.lastError = lastError;
  context.response = errorAnswer(error, context);
  context.collector?.add("on-error", lastError.source, {
    message: lastError.message,
    reason: lastError.reason,
    section: lastError.section,
    path: lastError.path,
  });
  noteError(context, lastError);
  context.section = "on-error";
  try {
    await runSteps(policy["on-error"], context);
  } catch (again) {
    if (!(again instanceof StepFailure)) throw again;
    context.collector?.add("on-error", again.step.policy, { message: again.message, reason: again.error.reason });
    context.response = errorAnswer(again.error, context);
  }
}

function describe(failure: StepFailure | GatewayError, section: Section): LastErrorView {
  if (failure instanceof GatewayError) {
    return {
      source: failure.source ?? "gateway",
      reason: failure.reason,
      message: failure.message,
      scope: "",
      section: failure.source === "configuration" ? "backend" : section,
      path: "",
      policyId: "",
    };
  }
  const { step, error } = failure;
  return {
    source: error.source ?? step.policy,
    reason: error.reason,
    message: error.message,
    scope: step.scope,
    section: step.section,
    path: step.path,
    policyId: step.id,
  };
}

/** `{ "statusCode": 401, "message": "…" }`, with the blanks that the gateway writes; a 500 carries an activity id as well. */
function errorAnswer(error: GatewayError, context: RequestContext): GatewayResponse {
  const { status, message, headers = [] } = error.answer;
  const activity = status === 500 ? `, "activityId": ${JSON.stringify(context.requestId)}` : "";
  const list = new HeaderList();
  list.append("Content-Type", "application/json");
  for (const [name, value] of headers) list.append(name, value);
  const body = `{ "statusCode": ${status}, "message": ${JSON.stringify(message)}${activity} }`;
  return { statusCode: status, statusReason: "", headers: list, body: new MessageBody(Buffer.from(body)) };
}

/** Keeps references only: this is on the way of every request, and few of these notes are ever read. */
function noteRoute(context: RequestContext, { api, operation }: RouteMatch): void {
  const { view: apiView } = api;
  const operationView = operation?.view;
  context.note({
    source: "route",
    outcome: "information",
    secretNames: apiView.subscriptionKeyParameterNames,
    message: () =>
      operationView === undefined
        ? `The address is below the API '${apiView.name}', which has no operation for it.`
        : `It is the operation '${operationView.name}' of the API '${apiView.name}'.`,
    facts: () => ({
      api: apiView.id,
      ...(operationView === undefined
        ? {}
        : { operation: operationView.id, template: `${operationView.method} ${operationView.urlTemplate}` }),
    }),
  });
}

function noteError(
  context: RequestContext,
  { source, reason, message, section, scope, policyId }: LastErrorView,
): void {
  const entraCode = /\bAADSTS\d+/.exec(message)?.[0];
  const facts = { reason, section, scope, policyId, ...(entraCode === undefined ? {} : { entraCode }) };
  context.note({
    source,
    outcome: "refused",
    message,
    facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== "")),
  });
}

function emptyAnswer(): GatewayResponse {
  return { statusCode: 200, statusReason: "OK", headers: new HeaderList(), body: null };
}

function enter(context: RequestContext, match: RouteMatch): void {
  context.api = match.api.view;
  context.operation = match.operation?.view ?? null;
  context.request.matchedParameters = match.parameters;
  context.backend.base = match.api.backend;
  context.backend.path = match.path;
  context.backend.queryString = context.request.originalUrl.queryString;
}

/** Reads `Apim-Debug-Authorization`; a valid one turns the trace on, another is answered with the header that says why not. */
function startTracing(
  context: RequestContext,
  snapshot: Snapshot,
  match: RouteMatch | undefined,
  tracing: Tracing,
): GatewayHeaders {
  const token = context.request.headers.first("apim-debug-authorization");
  if (token === undefined || match === undefined) return [];
  const authorization = tracing.check(token, snapshot.service.id, match.api.id);
  if (authorization.kind === "expired") return [["Apim-Debug-Authorization-Expired", authorization.expiry]];
  if (authorization.kind === "wrong-api") return [["Apim-Debug-Authorization-WrongAPI", authorization.message]];
  if (authorization.kind === "invalid") return [];
  context.collector = new TraceCollector(context.services.clock);
  const { method, originalUrl, headers } = context.request;
  context.collector.add("inbound", "api-inspector", {
    request: {
      method,
      url: `${originalUrl.scheme}://${originalUrl.host}${originalUrl.path}`,
      headers: traceHeaders(headers),
    },
  });
  return [];
}

function traceConfiguration(context: RequestContext, { api, operation }: RouteMatch): void {
  context.collector?.add("inbound", "api-inspector", {
    configuration: {
      api: {
        from: `/${api.view.path}`,
        to: api.backend,
        version: api.view.version || null,
        revision: api.view.revision,
      },
      operation: { method: operation?.view.method, uriTemplate: operation?.view.urlTemplate },
      user: context.user?.id ?? "-",
      product: context.product?.name ?? "-",
    },
  });
}
