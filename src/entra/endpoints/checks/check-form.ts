import { malformedRequest } from "../../entra-errors.ts";

/** The token request's parameters: a form in which none is given twice ("RFC 6749", 3.2). Throws `EntraError`. */
export async function checkForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const contentType = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const body = await request.text();
  if (body !== "" && contentType !== "application/x-www-form-urlencoded") throw malformedRequest();
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (form.has(name)) throw malformedRequest();
    form.set(name, value);
  }
  return form;
}
