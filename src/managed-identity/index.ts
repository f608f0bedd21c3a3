export type { IdentityTarget } from "./apply-identity.ts";
export {
  createManagedIdentities,
  type ManagedIdentities,
  type ManagedIdentitiesOptions,
} from "./create-managed-identities.ts";
export type { HostIdentity, IdentitySelection } from "./host-identity.ts";
export type { IdentityTokenRequest } from "./identity-token.ts";
export { ManagedIdentityError, type ManagedIdentityErrorKind } from "./managed-identity-error.ts";
export type { CachedToken } from "./token-cache.ts";
