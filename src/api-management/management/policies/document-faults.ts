import type { DocumentKind, PolicyCompiler, PolicyDocumentFault } from "../ports.ts";
import { PolicyDocumentError } from "../ports.ts";
import type { PolicyFormat } from "./policy-format.ts";

/** Something that a document is refused for: at a place, or as a whole. */
export type DocumentFault =
  | ({ readonly kind: "place" } & PolicyDocumentFault)
  | { readonly kind: "whole"; readonly message: string };

export interface SentDocument {
  readonly text: string;
  readonly format: PolicyFormat;
  readonly serviceId: string;
}

const policyLimit = { what: "policy document", bytes: 256 * 1024, asked: "a policy" };

/** "API Management limits"; "Reuse policy configurations in your API Management policy definitions": limitations. */
const limits: Readonly<Record<DocumentKind, typeof policyLimit>> = {
  global: policyLimit,
  product: policyLimit,
  api: policyLimit,
  operation: policyLimit,
  fragment: { what: "policy fragment", bytes: 32 * 1024, asked: "one" },
};

/** All that a document's text is refused for; nothing for one that can be saved. */
export function documentFaults(
  kind: DocumentKind,
  { text, format, serviceId }: SentDocument,
  compiler: PolicyCompiler,
): readonly DocumentFault[] {
  const { what, bytes: limit, asked } = limits[kind];
  const bytes = Buffer.byteLength(text);
  if (bytes > limit) {
    const message = `The ${what} has ${bytes} bytes; ${limit} are the most that ${asked} may have.`;
    return [{ kind: "whole", message }];
  }
  try {
    if (kind === "fragment") compiler.checkFragment({ text, format, serviceId });
    else compiler.check({ text, format, scope: kind, serviceId });
    return [];
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error;
    return error.errors.map((fault) => ({ kind: "place", ...fault }));
  }
}
