import type { Section } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import type { CompiledDocument } from "../policies/compile-document.ts";

/** Stands in for a document that can't be compiled: whatever section a request gets to, it ends in an error, never unguarded. */
export function failingDocument(scope: string, message: string): CompiledDocument {
  const failing = (section: Section) => [
    {
      kind: "own" as const,
      items: [
        {
          policy: "policies",
          section,
          scope,
          path: "",
          id: "",
          reads: { requestBody: false, responseBody: false },
          run: () => {
            throw GatewayError.internal("PolicyDocumentInvalid", message);
          },
        },
      ],
    },
  ];
  return {
    inbound: failing("inbound"),
    backend: failing("backend"),
    outbound: failing("outbound"),
    "on-error": failing("on-error"),
  };
}
