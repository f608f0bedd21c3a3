import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import { BACKENDS, type BackendProperties, backendPropertiesSchema } from "../management/model.ts";
import type { BackendCredentials, BackendEntity } from "../pipeline/context.ts";
import { isHeaderValue } from "../pipeline/header-list.ts";
import { parseBackendUrl } from "../policies/parse-backend-url.ts";
import type { PolicyReferences } from "../policies/policy-references.ts";

/** A service's backends by name in lower case, with the named values of their credentials put in. */
export function readBackends(
  service: Resource,
  resources: ResourceStore,
  references: PolicyReferences,
): ReadonlyMap<string, BackendEntity> {
  const backends = new Map<string, BackendEntity>();
  for (const resource of resources.list(BACKENDS, service.id)) {
    const { url, credentials } = backendPropertiesSchema.parse(resource.properties);
    const base = parseBackendUrl(url);
    if (base === undefined) continue;
    backends.set(resource.name.toLowerCase(), { base, credentials: compileCredentials(credentials, references) });
  }
  return backends;
}

function compileCredentials(
  credentials: BackendProperties["credentials"],
  { namedValue }: PolicyReferences,
): BackendCredentials | null {
  if (credentials === undefined) return null;
  const fill = (text: string): string =>
    text.replace(/\{\{([A-Za-z0-9._-]+)\}\}/g, (reference, name: string) => namedValue(name) ?? reference);
  let isSendable = true;
  const line = (name: string, text: string): string => {
    const value = fill(text);
    isSendable &&= isHeaderValue(value);
    return `${name}: ${value}\r\n`;
  };
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(credentials.header)) {
    headers.set(name.toLowerCase(), values.map((value) => line(name, value)).join(""));
  }
  if (credentials.authorization !== undefined) {
    const { scheme, parameter } = credentials.authorization;
    headers.set("authorization", line("Authorization", `${scheme} ${parameter}`));
  }
  const query = Object.entries(credentials.query).flatMap(([name, values]) =>
    values.map((value) => [name, fill(value)] as const),
  );
  return { headers, query, isSendable };
}
