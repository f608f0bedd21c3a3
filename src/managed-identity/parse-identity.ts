import { z } from "zod";
import { badRequest } from "../resource-manager/index.ts";

/** An `identity` block, taken apart. */
export interface RequestedIdentity {
  readonly systemAssigned: boolean;
  /** Ids as the caller spelled them. */
  readonly userAssigned: readonly string[];
}

const identitySchema = z.object({
  type: z.string(),
  userAssignedIdentities: z.record(z.string(), z.looseObject({}).nullable()).nullish(),
});

/** Reads an `identity` block. An identity with the value null is taken away. Throws `ArmError`. */
export function parseIdentity(requested: unknown): RequestedIdentity {
  const parsed = identitySchema.safeParse(requested);
  if (!parsed.success) {
    throw badRequest(
      "The request content was invalid and could not be deserialized: 'identity' must be an object with a 'type' and, for " +
        "user-assigned identities, 'userAssignedIdentities'.",
      "InvalidRequestContent",
      "identity",
    );
  }
  const kinds = parsed.data.type.split(",").map((kind) => kind.trim().toLowerCase());
  const ids = Object.entries(parsed.data.userAssignedIdentities ?? {}).flatMap(([id, value]) =>
    value === null ? [] : [id],
  );
  checkKinds(kinds, parsed.data.type);
  if (kinds.includes("userassigned") && ids.length === 0) {
    throw badRequest(
      "The identity ids must not be null or empty for 'UserAssigned' identity type.",
      "MissingIdentityIds",
      "identity",
    );
  }
  if (!kinds.includes("userassigned") && ids.length > 0) {
    throw badRequest(
      `The identity type '${parsed.data.type}' does not take 'userAssignedIdentities'; expected a type with 'UserAssigned'.`,
      "InvalidIdentityValues",
      "identity",
    );
  }
  return { systemAssigned: kinds.includes("systemassigned"), userAssigned: ids };
}

function checkKinds(kinds: readonly string[], type: string): void {
  const known = ["none", "systemassigned", "userassigned"];
  const isMixedNone = kinds.includes("none") && kinds.length > 1;
  if (kinds.every((kind) => known.includes(kind)) && new Set(kinds).size === kinds.length && !isMixedNone) return;
  throw badRequest(
    `The identity type '${type}' is not valid. Expected 'None', 'SystemAssigned', 'UserAssigned' or 'SystemAssigned, UserAssigned'.`,
    "InvalidRequestContent",
    "identity",
  );
}
