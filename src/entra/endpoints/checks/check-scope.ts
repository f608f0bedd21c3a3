import { isGuid } from "../../../platform/index.ts";
import { missingParameter, resourceParameterNotSupported, scopeNotDefault, scopeNotValid } from "../../entra-errors.ts";

const MICROSOFT_GRAPH = "https://graph.microsoft.com";
const SUFFIX = "/.default";

/**
 * The v2 endpoint takes `scope={resource}/.default`; the resource is what stands before exactly one such suffix, so that
 * `https://management.azure.com//.default` asks for `https://management.azure.com/`. `.default` alone is Microsoft Graph's
 * ("Scopes and permissions in the Microsoft identity platform"). Throws `EntraError`.
 */
export function checkScope(form: ReadonlyMap<string, string>): string {
  if (form.has("resource")) throw resourceParameterNotSupported();
  const scope = form.get("scope")?.trim();
  if (scope === undefined || scope === "") throw missingParameter("scope");
  if (scope === ".default") return MICROSOFT_GRAPH;
  if (/\s/.test(scope) || !scope.endsWith(SUFFIX)) throw scopeNotDefault(scope);
  const resource = scope.slice(0, -SUFFIX.length);
  if (!isGuid(resource) && !URL.canParse(resource)) throw scopeNotValid(scope);
  return resource;
}
