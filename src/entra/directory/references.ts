import type { ObjectId } from "../../platform/index.ts";
import { DirectoryError } from "./directory-error.ts";

/** `ids` with one more; refuses one that is there already. */
export function withReference(ids: readonly ObjectId[], added: ObjectId, property: string): readonly ObjectId[] {
  if (ids.includes(added)) {
    throw new DirectoryError(
      "REFERENCE_EXISTS",
      `One or more added object references already exist for the following modified properties: '${property}'.`,
    );
  }
  return [...ids, added];
}

/** `ids` without one; refuses one that isn't there. */
export function withoutReference(ids: readonly ObjectId[], removed: ObjectId): readonly ObjectId[] {
  if (!ids.includes(removed)) {
    throw new DirectoryError(
      "REFERENCE_NOT_FOUND",
      `Resource '${removed}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return ids.filter((id) => id !== removed);
}
