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

/**
 * A certificate of a client ("keyCredential resource type"). It is kept and shown; nobody signs in with one, because the token
 * endpoint refuses client assertions.
 */
export interface KeyCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly type: "AsymmetricX509Cert" | "X509CertAndPassword";
  readonly usage: "Sign" | "Verify";
  /** Base64: the certificate's thumbprint unless the caller said otherwise. */
  readonly customKeyIdentifier: string | null;
  /** The certificate in base64 (DER). Shown only to who selects `keyCredentials`. */
  readonly key: string;
  /** ISO 8601. */
  readonly startDateTime: string;
  /** ISO 8601. */
  readonly endDateTime: string;
}

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
