/** Why a host gets no token before Entra is even asked. */
export type ManagedIdentityErrorKind = "identityNotAssigned" | "noSystemAssignedIdentity" | "identityDeleted";

/** A host asked for an identity that it can't use. */
export class ManagedIdentityError extends Error {
  readonly kind: ManagedIdentityErrorKind;

  constructor(kind: ManagedIdentityErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
