export { createEntra, type Entra } from "./create-entra.ts";
export { type AppRoleAssignment, DEFAULT_ACCESS_ROLE_ID } from "./directory/app-role-assignment.ts";
export {
  type Application,
  type ApplicationDraft,
  type ApplicationProperties,
  type AppRole,
  applicationDefaults,
} from "./directory/application.ts";
export type { AddedPassword, KeyCredential, PasswordCredential, PasswordRequest } from "./directory/credential.ts";
export type { DeletedObject } from "./directory/deleted-object.ts";
export type { Directory, DirectoryObject } from "./directory/directory.ts";
export { DirectoryError, type DirectoryErrorCode } from "./directory/directory-error.ts";
export type { FederatedCredential, FederatedCredentialProperties } from "./directory/federated-credential.ts";
export { type FirstPartyApplication, firstParty } from "./directory/first-party.ts";
export { grantAppRoles } from "./directory/grant-app-roles.ts";
export type { Group, GroupProperties } from "./directory/group.ts";
export type { ServicePrincipal, ServicePrincipalProperties } from "./directory/service-principal.ts";
export type { User, UserProperties } from "./directory/user.ts";
export { EntraError } from "./entra-error.ts";
export { TokenRejected, type TokenRejectedCode } from "./tokens/token-rejected.ts";
export type {
  AppTokenRequest,
  IssuedToken,
  TokenService,
  UserTokenRequest,
  VerifiedToken,
} from "./tokens/token-service.ts";
