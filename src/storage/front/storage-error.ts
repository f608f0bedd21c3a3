/** The services of an account that have a data plane here. */
export type StorageService = "blob" | "queue" | "table";

/** An answer of Storage that is an error ("Status and error codes"). */
export class StorageError extends Error {
  readonly status: number;
  readonly code: string;
  /** `AuthenticationErrorDetail`: which check it was that failed. */
  readonly detail?: string;
  /** True if a challenge goes with it: where to get a token, and for which resource. */
  readonly challenges: boolean;

  constructor(status: number, code: string, message: string, more: { detail?: string; challenges?: boolean } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.challenges = more.challenges ?? false;
    if (more.detail !== undefined) this.detail = more.detail;
  }
}

const SEE_CHALLENGE =
  "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.";

/** 401: there is no credential. */
export function noAuthenticationInformation(): StorageError {
  return new StorageError(401, "NoAuthenticationInformation", SEE_CHALLENGE, { challenges: true });
}

/** 401: the token isn't good. */
export function invalidAuthenticationInfo(detail: string): StorageError {
  return new StorageError(401, "InvalidAuthenticationInfo", SEE_CHALLENGE, { detail, challenges: true });
}

/** 403: the credential isn't good. */
export function authenticationFailed(detail: string): StorageError {
  return new StorageError(
    403,
    "AuthenticationFailed",
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.",
    { detail },
  );
}

/** 403: the caller is known, and has no role for this. */
export function authorizationPermissionMismatch(): StorageError {
  return new StorageError(
    403,
    "AuthorizationPermissionMismatch",
    "This request is not authorized to perform this operation using this permission.",
  );
}

/** 403: keys, and all that is signed with them, are switched off. */
export function keyAuthenticationNotPermitted(): StorageError {
  return new StorageError(
    403,
    "KeyBasedAuthenticationNotPermitted",
    "Key based authentication is not permitted on this storage account.",
  );
}

/** 404: what is asked for isn't there, or isn't for everyone. */
export function resourceNotFound(): StorageError {
  return new StorageError(404, "ResourceNotFound", "The specified resource does not exist.");
}

/** 409: an anonymous caller, on an account that has nothing for everyone. */
export function publicAccessNotPermitted(): StorageError {
  return new StorageError(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
}

/** 400: a URL that Azure reads in no way, or that could be read in two. */
export function invalidUri(why: string): StorageError {
  return new StorageError(400, "InvalidUri", `The requested URI does not represent any resource on the server. ${why}`);
}

/** 400: an operation that Azure has and Gatehouse hasn't. */
export function unsupported(what: string): StorageError {
  return new StorageError(400, "UnsupportedOperation", `Gatehouse's Storage does not support ${what}.`);
}
