import type { CaseOutcome } from "../../cloud/index.ts";
import type { OutboundResponse } from "../../platform/index.ts";

/** One of the five cases that the demo promises. */
export interface DemoCase {
  readonly name: string;
  readonly expected: string;
  /** Sends the case's request. */
  send(): Promise<OutboundResponse>;
  /** True if the answer is exactly what the case promises. */
  accepts(response: OutboundResponse): boolean;
}

export interface CaseResult extends CaseOutcome {
  readonly name: string;
  readonly expected: string;
}

/** The Terraform outputs that the cases need. */
export interface DemoOutputs {
  readonly untrustedSimpleUrl: string;
  readonly trustedSimpleUrl: string;
  readonly untrustedGroupUrl: string;
  readonly trustedGroupUrl: string;
  readonly untrustedApiUrl: string;
  readonly subscriptionKey: string;
}

export type Send = (url: string, headers?: Readonly<Record<string, string>>) => Promise<OutboundResponse>;

const INVALID_AAD_TOKEN = '{ "statusCode": 401, "message": "Invalid Azure AD JWT" }';
const UNAUTHORIZED = '{ "statusCode": 401, "message": "Unauthorized. Access token is missing or invalid." }';
const GREETING =
  "Hello from the Private Function! The APIM Managed Identity has been assigned to the role: Private.Example";

/** The table of the design: who calls what, and what the caller sees. */
export function demoCases(outputs: DemoOutputs, send: Send): readonly DemoCase[] {
  const refused = (name: string, url: string, body: string): DemoCase => ({
    name,
    expected: `401 ${body}`,
    send: () => send(url),
    accepts: (response) => response.status === 401 && response.body.toString("utf8") === body,
  });
  const greeted = (name: string, url: string): DemoCase => ({
    name,
    expected: `200 {"message":"${GREETING}","dateOfMessage":"…"}`,
    send: () => send(url),
    accepts: (response) => response.status === 200 && isGreeting(response.body),
  });
  return [
    refused("untrusted → /api/simple", outputs.untrustedSimpleUrl, INVALID_AAD_TOKEN),
    greeted("trusted   → /api/simple", outputs.trustedSimpleUrl),
    refused("untrusted → /api/group", outputs.untrustedGroupUrl, UNAUTHORIZED),
    greeted("trusted   → /api/group", outputs.trustedGroupUrl),
    {
      name: "API Management → untrusted API",
      expected: '500 { "statusCode": 500, "message": "Internal server error", "activityId": "…" }',
      send: () => send(outputs.untrustedApiUrl, { "Ocp-Apim-Subscription-Key": outputs.subscriptionKey }),
      accepts: (response) =>
        response.status === 500 &&
        /^\{ "statusCode": 500, "message": "Internal server error", "activityId": "[0-9a-f-]{36}" \}$/.test(
          response.body.toString("utf8"),
        ),
    },
  ];
}

/** Sends a case's request and compares the answer. */
export async function runCase({ send, accepts }: DemoCase): Promise<CaseOutcome> {
  const startedAt = performance.now();
  const outcome = await send().then(
    (response) => ({ passed: accepts(response), got: `${response.status} ${response.body.toString("utf8").trim()}` }),
    (error: unknown) => ({ passed: false, got: error instanceof Error ? error.message : String(error) }),
  );
  return { ...outcome, milliseconds: Math.round(performance.now() - startedAt) };
}

/** Runs the cases one after the other, as a person would. */
export async function runCases(cases: readonly DemoCase[]): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const one of cases) results.push({ name: one.name, expected: one.expected, ...(await runCase(one)) });
  return results;
}

function isGreeting(body: Buffer): boolean {
  try {
    const answer: unknown = JSON.parse(body.toString("utf8"));
    if (typeof answer !== "object" || answer === null) return false;
    const { message, dateOfMessage, ...rest } = answer as Readonly<Record<string, unknown>>;
    return (
      message === GREETING &&
      typeof dateOfMessage === "string" &&
      !Number.isNaN(Date.parse(dateOfMessage)) &&
      Object.keys(rest).length === 0
    );
  } catch {
    return false;
  }
}
