import { z } from "zod";
import type { ResourceStore } from "../../../resource-manager/index.ts";
import { isHeaderName, isHeaderValue } from "../../pipeline/header-list.ts";
import { notSupported, validationError } from "../management-error.ts";
import { type BackendProperties, NAMED_VALUES, namedValuePropertiesSchema } from "../model.ts";
import { serviceIdOf } from "../resource-tree.ts";

const values = z.record(z.string(), z.array(z.string())).nullish();

/** `credentials` of a backend (API Management REST: "BackendCredentialsContract"). */
export const credentialsSchema = z.object({
  header: values,
  query: values,
  authorization: z.object({ scheme: z.string().min(1).max(100), parameter: z.string().min(1).max(300) }).nullish(),
  certificate: z.array(z.string()).nullish(),
  certificateIds: z.array(z.string()).nullish(),
});

/** Headers that the gateway writes itself: one from here would be a second. */
const ownHeaders = new Set([
  "connection",
  "content-length",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
]);

/**
 * The credentials to store. Values may have named values in them, `{{name}}`, which must be there (an imported function app
 * keeps its key in one). Throws for what can't be sent, and refuses client certificates by name.
 */
export function readCredentials(
  credentials: z.infer<typeof credentialsSchema> | null | undefined,
  backendId: string,
  resources: ResourceStore,
): BackendProperties["credentials"] {
  if (credentials === null || credentials === undefined) return undefined;
  if (credentials.certificate?.length || credentials.certificateIds?.length) {
    throw notSupported("client certificates of backends (certificate, certificateIds)", "Use header or query.");
  }
  const header = credentials.header ?? {};
  const query = credentials.query ?? {};
  const authorization = credentials.authorization ?? undefined;
  for (const name of Object.keys(header)) {
    if (isHeaderName(name) && !ownHeaders.has(name.toLowerCase())) continue;
    throw validationError({ target: "credentials.header", message: `The header '${name}' can't be set.` });
  }
  const sent = [
    ...Object.values(header).flat(),
    ...(authorization ? [authorization.scheme, authorization.parameter] : []),
  ];
  if (!sent.every(isHeaderValue)) {
    throw validationError({ target: "credentials.header", message: "A value can't be sent in a header: encode it." });
  }
  checkNamedValues([...sent, ...Object.values(query).flat()], serviceIdOf(backendId), resources);
  return { header, query, ...(authorization === undefined ? {} : { authorization }) };
}

function checkNamedValues(texts: readonly string[], serviceId: string, resources: ResourceStore): void {
  const used = texts.flatMap((text) => [...text.matchAll(/\{\{([A-Za-z0-9._-]+)\}\}/g)].map(([, name = ""]) => name));
  if (used.length === 0) return;
  const known = new Set(
    resources
      .list(NAMED_VALUES, serviceId)
      .map(({ properties }) => namedValuePropertiesSchema.parse(properties).displayName),
  );
  const missing = used.find((name) => !known.has(name));
  if (missing === undefined) return;
  throw validationError({ target: "credentials", message: `Cannot find a property '${missing}'` });
}
