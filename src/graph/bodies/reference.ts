import { z } from "zod";
import { isGuid, type ObjectId } from "../../platform/index.ts";
import { badRequest } from "../graph-error.ts";

export const referenceSchema = z.strictObject({ "@odata.id": z.string() });
/** `owners@odata.bind`, `members@odata.bind`: at most 20 in one request ("Create group"). */
export const bindSchema = z.array(z.string()).max(20);

/**
 * The id at the end of a reference: `https://graph.microsoft.com/v1.0/{tenant}/directoryObjects/{id}`. Its host doesn't
 * matter: an azuread provider with a metadata host writes that one. Throws `GraphError`.
 */
export function parseReference(url: string): ObjectId {
  const match = /^https?:\/\/[^/]+\/.*\/?(?:directoryObjects|servicePrincipals|users|groups)\/([^/?#]+)\/?$/i.exec(url);
  const id = match?.[1]?.toLowerCase() ?? "";
  if (!isGuid(id))
    throw badRequest(
      `The reference '${url}' is not valid. Expected 'https://graph.microsoft.com/v1.0/directoryObjects/{id}'.`,
    );
  return id as ObjectId;
}
