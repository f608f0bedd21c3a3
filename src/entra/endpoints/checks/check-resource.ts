import { missingParameter } from "../../entra-errors.ts";

/** The v1 endpoint takes `resource`, as it is. Throws `EntraError`. */
export function checkResource(form: ReadonlyMap<string, string>): string {
  const resource = form.get("resource");
  if (resource === undefined || resource === "") throw missingParameter("resource");
  return resource;
}
