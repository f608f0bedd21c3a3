import { compileExpression } from "../compile.ts";
import { DotNetError } from "../dotnet-error.ts";
import type { HeaderView, MessageBodyView, PolicyContext, RequestMessage, ResponseMessage } from "../policy-context.ts";
import { toText } from "../runtime/to-text.ts";

/** Headers from a record; names keep their case and are found in any. */
export function headers(entries: Readonly<Record<string, readonly string[]>>): HeaderView {
  const byName = new Map(Object.entries(entries).map(([name, values]) => [name.toLowerCase(), values]));
  return { get: (name) => byName.get(name.toLowerCase()), names: () => Object.keys(entries) };
}

/** A body that can be read once, unless it is preserved. */
export function body(text: string): MessageBodyView {
  let consumed = false;
  return {
    read(preserveContent) {
      if (consumed) throw new DotNetError("System.InvalidOperationException", "The body was read before.");
      consumed = !preserveContent;
      return new TextEncoder().encode(text);
    },
  };
}

/** A GET request without a body. */
export const sampleRequest: RequestMessage = {
  method: "GET",
  url: {
    scheme: "https",
    host: "backend.example.net",
    port: 443,
    path: "/orders/42",
    queryString: "?page=2&tag=a&tag=b",
  },
  originalUrl: { scheme: "https", host: "api.example.net", port: 8443, path: "/shop/orders/42", queryString: "" },
  ipAddress: "203.0.113.7",
  headers: headers({ Accept: ["application/json"], "X-Multi": ["one", "two"] }),
  matchedParameters: new Map([["orderId", "42"]]),
  body: null,
};

/** A response with a JSON body. */
export const sampleResponse: ResponseMessage = {
  statusCode: 200,
  statusReason: "OK",
  headers: headers({ "Content-Type": ["application/json"] }),
  body: body('{"items":[{"id":1},{"id":2}]}'),
};

/** A context for tests: a GET request of a user with a subscription, at 2024-03-15 10:20:30 UTC. */
export function sampleContext(changes: Partial<PolicyContext> = {}): PolicyContext {
  const day = Date.UTC(2023, 0, 10);
  return {
    requestId: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
    timestamp: Date.UTC(2024, 2, 15, 10, 20, 30),
    elapsedMs: () => 1500,
    tracing: false,
    trace: () => undefined,
    api: {
      id: "orders",
      name: "Orders",
      path: "shop",
      revision: "2",
      version: "v1",
      isCurrentRevision: true,
      protocols: ["https"],
      serviceUrl: null,
      subscriptionKeyParameterNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
    },
    operation: { id: "get-order", name: "Get order", method: "GET", urlTemplate: "/orders/{orderId}" },
    product: null,
    subscription: {
      id: "sub-1",
      name: "Team A",
      key: "k1",
      primaryKey: "k1",
      secondaryKey: "k2",
      createdDate: day,
      startDate: day,
      endDate: null,
    },
    user: {
      id: "user-7",
      email: "ada@example.com",
      firstName: "Ada",
      lastName: "Lovelace",
      note: null,
      registrationDate: day,
      groups: [{ id: "developers", name: "Developers" }],
      identities: [{ id: "aad-1", provider: "Aad" }],
    },
    deployment: { serviceName: "contoso", serviceId: "contoso", region: "West Europe", gatewayId: "managed" },
    request: sampleRequest,
    response: null,
    lastError: null,
    variables: new Map<string, unknown>([
      ["name", "Contoso"],
      ["count", 5],
      ["flag", true],
      ["nothing", null],
    ]),
    ...changes,
  };
}

/** The text of an expression's result; what it throws as `!System.TypeName`. */
export function evaluateText(code: string, changes: Partial<PolicyContext> = {}): string | null {
  const compiled = compileExpression(code);
  try {
    return toText(compiled.evaluate(sampleContext(changes)));
  } catch (error) {
    if (error instanceof DotNetError) return `!${error.typeName}`;
    throw error;
  }
}
