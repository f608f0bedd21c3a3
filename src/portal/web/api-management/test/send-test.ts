import type { SendAnswer, SendRequest } from "../../../../control/contract/send.ts";
import { gatehouse } from "../../azure/gatehouse.ts";
import { arm } from "../../azure/resource-manager.ts";
import type { Trace } from "./trace-document.ts";

/** Debug credentials are of this version and later ("Debug your APIs using request tracing"). */
const TRACE_VERSION = "2023-05-01-preview";

export interface TestResult {
  readonly request: SendRequest;
  readonly answer: SendAnswer;
  /** Absent if the gateway made none. */
  readonly trace?: Trace;
}

/** Sends the request with debug credentials, and fetches the trace that the gateway made, as the Azure portal's test console does. */
export async function sendTest(request: SendRequest, serviceId: string, apiId: string): Promise<TestResult> {
  const gateway = `${serviceId}/gateways/managed`;
  const { body: credentials } = await arm<{ readonly token: string }>(
    `${gateway}/listDebugCredentials`,
    TRACE_VERSION,
    {
      method: "POST",
      body: { apiId, purposes: ["tracing"] },
    },
  );
  const headers: SendRequest["headers"] = [...request.headers, ["Apim-Debug-Authorization", credentials.token]];
  const answer = await gatehouse<SendAnswer>("/send", { method: "POST", body: { ...request, headers } });
  const traceId = answer.headers.find(([name]) => name.toLowerCase() === "apim-trace-id")?.[1];
  if (traceId === undefined) return { request, answer };
  const { body: trace } = await arm<Trace>(`${gateway}/listTrace`, TRACE_VERSION, {
    method: "POST",
    body: { traceId },
  });
  return { request, answer, trace };
}
