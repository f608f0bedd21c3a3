import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HttpRequestData, InvocationRequest, NullableString } from "./core-types.ts";

/** A request that is to be given to a function. */
export interface RoutedRequest {
  readonly request: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  /** Undefined if there is none, or if the function reads it as a stream. */
  readonly body: Buffer | undefined;
}

/** Scheme, host name and path of a request as its caller sees them. */
export function requestUrl({ headers, url }: IncomingMessage): URL {
  const scheme = [headers["x-forwarded-proto"]].flat()[0]?.split(",")[0]?.trim() === "https" ? "https" : "http";
  return new URL(`${scheme}://${headers.host ?? "localhost"}${url ?? "/"}`);
}

/**
 * Describes an HTTP request as the Functions host does to its worker: values of a header or query parameter that is there more
 * than once are joined by commas, and query names are one without regard to case (Functions host: GrpcMessageConversionExtensions).
 */
export function describeRequest(
  { request, params, body }: RoutedRequest,
  invocation: { readonly id: string; readonly functionId: string; readonly triggerName: string },
): InvocationRequest {
  const url = requestUrl(request);
  const headers = headersOf(request);
  const query = queryOf(url.searchParams);
  const http: HttpRequestData = {
    url: url.href,
    method: request.method ?? "GET",
    nullableHeaders: nullable(headers),
    nullableQuery: nullable(query),
    nullableParams: nullable(params),
    ...(body === undefined ? {} : { body: { bytes: body } }),
  };
  return {
    invocationId: invocation.id,
    functionId: invocation.functionId,
    inputData: [{ name: invocation.triggerName, data: { http } }],
    triggerMetadata: {
      ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { string: value }])),
      Headers: { json: JSON.stringify(headers) },
      Query: { json: JSON.stringify(query) },
    },
    traceContext: {
      traceParent: headers.traceparent ?? `00-${randomBytes(16).toString("hex")}-${randomBytes(8).toString("hex")}-00`,
      traceState: headers.tracestate ?? "",
      attributes: {},
    },
  };
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(",")]),
  );
}

function queryOf(parameters: URLSearchParams): Readonly<Record<string, string>> {
  const query = new Map<string, { readonly name: string; readonly value: string }>();
  for (const [name, value] of parameters) {
    const earlier = query.get(name.toLowerCase());
    query.set(
      name.toLowerCase(),
      earlier === undefined ? { name, value } : { ...earlier, value: `${earlier.value},${value}` },
    );
  }
  return Object.fromEntries([...query.values()].map(({ name, value }) => [name, value]));
}

function nullable(values: Readonly<Record<string, string>>): Readonly<Record<string, NullableString>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}
