import { z } from "zod";
import { isGuid, type ObjectId } from "../../platform/index.ts";
import { badRequest } from "../graph-error.ts";

/** The body of `POST …/$ref`. */
export const referenceSchema = z.strictObject({ "@odata.id": z.string() });
/** `owners@odata.bind`, `members@odata.bind`: at most 20 in one request ("Create group"). */
export const bindSchema = z.array(z.string()).max(20);

const REFERENCE =
  /^https?:\/\/[^/]+\/(?:[^/]+\/)*(?:directoryObjects|servicePrincipals|users|groups)\/([^/?#]+)(?:\/Microsoft\.DirectoryServices\.\w+)?\/?$/i;

/**
 * The id in a reference: `https://graph.microsoft.com/v1.0/{tenant}/directoryObjects/{id}`, which Graph itself also writes with
 * `/Microsoft.DirectoryServices.{kind}` behind it. Its host doesn't matter: an azuread provider with a metadata host writes that one. Throws `GraphError`.
 */
export function parseReference(url: string): ObjectId {
  const match = REFERENCE.exec(url);
  const id = match?.[1]?.toLowerCase() ?? "";
  if (!isGuid(id))
    throw badRequest(
      `The reference '${url}' is not valid. Expected 'https://graph.microsoft.com/v1.0/directoryObjects/{id}'.`,
    );
  return id as ObjectId;
}
