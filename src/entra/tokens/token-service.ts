import type { ClientId, ObjectId } from "../../platform/index.ts";

/** Issues and checks the tenant's access tokens. */
export interface TokenService {
  /** App-only access token for a service principal, with every check that Entra makes. Throws `EntraError`. */
  issueAppToken(request: AppTokenRequest): Promise<IssuedToken>;
  /** Access token of a person, as after a sign-in. Throws `EntraError`. */
  issueUserToken(request: UserTokenRequest): Promise<IssuedToken>;
  /** Checks signature, issuer (both versions of this tenant), expiry, not-before and audience. Throws `TokenRejected`. */
  verify(token: string, options: { readonly audiences: readonly string[] }): Promise<VerifiedToken>;
}

/** A request for an app-only token, by a client that has proved itself. */
export interface AppTokenRequest {
  /** The client's service principal. */
  readonly client: ObjectId;
  /** Identifier URI or client id of the resource, without `/.default`. */
  readonly resource: string;
  /** How the client proved itself: `appidacr` of the token, and for a managed identity its lifetime. */
  readonly credential: "secret" | "certificate" | "federated" | "managedIdentity";
  /** Id of the identity, or of the host of a system-assigned one, for `xms_mirid`. */
  readonly managedIdentityResourceId?: string;
}

/** A request for a token of a person. */
export interface UserTokenRequest {
  /** Object id or user principal name. */
  readonly user: string;
  /** Identifier URI or client id of the resource. */
  readonly resource: string;
  /** Client id of the application that the person would have signed in to. */
  readonly client: string;
}

/** An access token, and what its receiver is told about it. */
export interface IssuedToken {
  readonly accessToken: string;
  /** Seconds since the epoch. */
  readonly expiresOn: number;
  /** Seconds since the epoch. */
  readonly notBefore: number;
  /** Seconds from the issue on, one less than the lifetime, as Entra counts. */
  readonly expiresIn: number;
  /** As asked for. */
  readonly resource: string;
  readonly clientId: string;
}

/** A token that was checked: who it is about. */
export interface VerifiedToken {
  readonly objectId: ObjectId;
  readonly clientId: ClientId;
  readonly tenantId: string;
  readonly audience: string;
  readonly claims: Readonly<Record<string, unknown>>;
}
