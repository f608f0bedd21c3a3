/** An answer of Key Vault that is an error ("Azure Key Vault REST API Error Codes"): `{"error":{code,message,innererror}}`. */
export class KeyVaultError extends Error {
  readonly status: number;
  readonly code: string;
  /** Code of the inner error, which tells kinds of one outer code apart. */
  readonly innerCode?: string;

  constructor(status: number, code: string, message: string, innerCode?: string) {
    super(message);
    this.status = status;
    this.code = code;
    if (innerCode !== undefined) this.innerCode = innerCode;
  }

  toBody(): unknown {
    const { code, message, innerCode } = this;
    return { error: { code, message, ...(innerCode === undefined ? {} : { innererror: { code: innerCode } }) } };
  }
}

/** 401; the challenge goes with it. */
export function unauthorized(message: string): KeyVaultError {
  return new KeyVaultError(401, "Unauthorized", message);
}

/** 400 for a request that isn't what the operation takes. */
export function badParameter(message: string): KeyVaultError {
  return new KeyVaultError(400, "BadParameter", message);
}

/** 403 with an inner code: `AccessDenied`, `ForbiddenByRbac`, `SecretDisabled`. */
export function forbidden(message: string, innerCode: string): KeyVaultError {
  return new KeyVaultError(403, "Forbidden", message, innerCode);
}

/** 404 for a secret, or a version of one, that isn't there or is deleted. `id` is its name, or name and version. */
export function secretNotFound(id: string): KeyVaultError {
  return new KeyVaultError(
    404,
    "SecretNotFound",
    `A secret with (name/id) ${id} was not found in this key vault. If you recently deleted this secret you may be able to ` +
      "recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182",
  );
}

/** 404 for a secret that isn't among the deleted ones. */
export function deletedSecretNotFound(name: string): KeyVaultError {
  return new KeyVaultError(404, "SecretNotFound", `Deleted Secret not found: ${name}`);
}

/** 409 for a name that a deleted secret still holds. */
export function secretIsDeleted(name: string): KeyVaultError {
  return new KeyVaultError(
    409,
    "Conflict",
    `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; ` +
      "in this state, the secret can only be recovered or purged.",
    "ObjectIsDeletedButRecoverable",
  );
}
