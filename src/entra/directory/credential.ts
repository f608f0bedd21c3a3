/** A client secret as the directory keeps it: never the secret, only what a presented one is compared with. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The secret's first three characters, for people to tell secrets apart. */
  readonly hint: string;
  /** ISO 8601. */
  readonly startDateTime: string;
  /** ISO 8601. */
  readonly endDateTime: string;
  readonly salt: string;
  readonly hash: string;
}

/** A certificate of a client. None can be registered yet: certificate credentials are not supported. */
export type KeyCredential = never;

/** What is asked of a new client secret. */
export interface PasswordRequest {
  readonly displayName?: string | null;
  /** ISO 8601; now unless said. */
  readonly startDateTime?: string;
  /** ISO 8601; two years after the start unless said ("application: addPassword"). */
  readonly endDateTime?: string;
  /** Only for the cloud's own principal, whose secret must outlive a reset; Graph always makes one up. */
  readonly secretText?: string;
}

/** A new client secret: the only time that its text is seen. */
export interface AddedPassword {
  readonly credential: PasswordCredential;
  readonly secretText: string;
}
