import { missingParameter, unsupportedGrantType } from "../../entra-errors.ts";

/** Only client credentials are granted. Any other grant is refused by its name, as Entra refuses one. Throws `EntraError`. */
export function checkGrantType(form: ReadonlyMap<string, string>): void {
  const grantType = form.get("grant_type");
  if (grantType === undefined || grantType === "") throw missingParameter("grant_type");
  if (grantType !== "client_credentials") throw unsupportedGrantType(grantType);
}
