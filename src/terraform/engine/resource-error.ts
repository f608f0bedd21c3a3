import type { Range } from "../language/index.ts";

/** A service refused, or a resource could not be made, read or deleted: which, where it stands, and why. */
export class ResourceError extends Error {
  readonly code = "RESOURCE_FAILED";
  readonly address: string;

  /** `range` is where its block stands, if there is one; `cause` what was thrown. */
  constructor(address: string, range: Range | undefined, cause: unknown) {
    const place = range === undefined ? "" : `${range.file}:${range.line}: `;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${place}${address}: ${reason}`, { cause });
    this.name = "ResourceError";
    this.address = address;
  }
}
