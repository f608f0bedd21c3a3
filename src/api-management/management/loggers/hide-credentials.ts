import { randomBytes } from "node:crypto";
import type { ResourceId } from "../../../platform/index.ts";
import type { ManagementContext } from "../context.ts";
import { validationError } from "../management-error.ts";
import { NAMED_VALUES, namedValuePropertiesSchema } from "../model.ts";

const REFERENCE = /^\{\{([A-Za-z0-9._-]+)\}\}$/;

/** Credentials that are no secrets, and stay as they are. */
const open = new Set(["name", "endpointAddress", "identityClientId"]);

/**
 * A logger's credentials as it keeps and shows them: each secret is a named value, made here unless one is named already
 * (API Management keeps them as `{{Logger-Credentials--…}}`, seen in exported services). A secret that is sent again goes
 * into the named value that `before` has for it. Throws for a named value that isn't there.
 */
export function hideCredentials(
  given: Readonly<Record<string, string>>,
  before: unknown,
  serviceId: string,
  { resources, etags }: ManagementContext,
): Readonly<Record<string, string>> {
  const stored = resources
    .list(NAMED_VALUES, serviceId)
    .map((resource) => ({ resource, properties: namedValuePropertiesSchema.parse(resource.properties) }));
  const find = (reference: unknown) => {
    const displayName = typeof reference === "string" ? REFERENCE.exec(reference)?.[1] : undefined;
    return stored.find(({ properties }) => properties.displayName === displayName);
  };

  function hide(name: string, value: string): string {
    if (REFERENCE.test(value)) {
      if (find(value) !== undefined) return value;
      throw validationError({ target: "credentials", message: `Cannot find a property '${value.slice(2, -2)}'` });
    }
    if (value.trim() === "")
      throw validationError({ target: `credentials.${name}`, message: "Value cannot be empty." });
    const known = find(Object.entries(before ?? {}).find(([other]) => other === name)?.[1]);
    if (known !== undefined) {
      if (known.properties.value !== value) {
        resources.put({ ...known.resource, properties: { ...known.properties, value, etag: etags.next() } });
      }
      return `{{${known.properties.displayName}}}`;
    }
    const id = randomBytes(12).toString("hex");
    const displayName = `Logger-Credentials--${id}`;
    resources.put({
      id: `${serviceId}/namedValues/${id}` as ResourceId,
      name: id,
      type: NAMED_VALUES,
      properties: namedValuePropertiesSchema.parse({ etag: etags.next(), displayName, value, secret: true, tags: [] }),
    });
    return `{{${displayName}}}`;
  }

  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, open.has(name) ? value : hide(name, value)]),
  );
}
