import { z } from "zod";
import type { ApplicationProperties } from "../../entra/index.ts";
import { keyCredentialsSchema } from "./key-credentials.ts";
import { passwordSchema } from "./password-credential.ts";
import { mentioned } from "./read-body.ts";
import { bindSchema } from "./reference.ts";

const text = z.string().max(1024).nullable();
const uris = z.array(z.string().max(2048)).max(256);
const guid = z.guid();

const permissionScope = z.strictObject({
  id: guid,
  adminConsentDescription: text.default(null),
  adminConsentDisplayName: text.default(null),
  isEnabled: z.boolean().default(true),
  origin: z.string().nullish(),
  type: z.enum(["User", "Admin"]).default("User"),
  userConsentDescription: text.default(null),
  userConsentDisplayName: text.default(null),
  value: text.default(null),
});

const appRole = z.strictObject({
  id: guid,
  allowedMemberTypes: z.array(z.enum(["Application", "User"])).min(1),
  description: z.string().max(1024),
  displayName: z.string().min(1).max(256),
  isEnabled: z.boolean().default(true),
  origin: z.string().nullish(),
  value: z.string().max(250).nullable().default(null),
});

const optionalClaim = z.strictObject({
  name: z.string().min(1),
  source: text.default(null),
  essential: z.boolean().default(false),
  additionalProperties: z.array(z.string()).default([]),
});
const optionalClaims = z.strictObject({
  accessToken: z.array(optionalClaim).default([]),
  idToken: z.array(optionalClaim).default([]),
  saml2Token: z.array(optionalClaim).default([]),
});

const api = z.strictObject({
  acceptMappedClaims: z.boolean().nullable().optional(),
  knownClientApplications: z.array(guid).optional(),
  oauth2PermissionScopes: z.array(permissionScope).optional(),
  preAuthorizedApplications: z.array(z.strictObject({ appId: guid, delegatedPermissionIds: z.array(guid) })).optional(),
  requestedAccessTokenVersion: z
    .union([z.literal(1), z.literal(2)])
    .nullable()
    .optional(),
});

const web = z.strictObject({
  homePageUrl: text.optional(),
  implicitGrantSettings: z
    .strictObject({ enableAccessTokenIssuance: z.boolean().optional(), enableIdTokenIssuance: z.boolean().optional() })
    .optional(),
  logoutUrl: text.optional(),
  redirectUris: uris.optional(),
  redirectUriSettings: z.array(z.strictObject({ uri: z.string(), index: z.number().int().nullish() })).optional(),
});

const info = z.strictObject({
  logoUrl: text.optional(),
  marketingUrl: text.optional(),
  privacyStatementUrl: text.optional(),
  supportUrl: text.optional(),
  termsOfServiceUrl: text.optional(),
});

const redirects = z.strictObject({ redirectUris: uris.optional() });

/** What can be changed of an application. Secrets are added by `addPassword`, or with the application when it is made. */
export const applicationPatchSchema = z.strictObject({
  id: guid.optional(),
  displayName: z.string().min(1).max(256).optional(),
  description: text.optional(),
  notes: text.optional(),
  serviceManagementReference: text.optional(),
  signInAudience: z
    .enum(["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"])
    .optional(),
  identifierUris: z.array(z.string().max(255)).max(50).optional(),
  tags: z.array(z.string().max(256)).optional(),
  groupMembershipClaims: z.string().nullable().optional(),
  isDeviceOnlyAuthSupported: z.boolean().nullable().optional(),
  isFallbackPublicClient: z.boolean().nullable().optional(),
  oauth2RequirePostResponse: z.boolean().optional(),
  api: api.optional(),
  appRoles: z.array(appRole).optional(),
  info: info.optional(),
  addIns: z.array(z.never()).optional(),
  keyCredentials: keyCredentialsSchema.optional(),
  tokenEncryptionKeyId: guid.nullable().optional(),
  parentalControlSettings: z
    .strictObject({
      countriesBlockedForMinors: z.array(z.string().length(2)),
      legalAgeGroupRule: z.enum([
        "Allow",
        "RequireConsentForPrivacyServices",
        "RequireConsentForMinors",
        "RequireConsentForKids",
        "BlockMinors",
      ]),
    })
    .optional(),
  optionalClaims: optionalClaims.nullable().optional(),
  publicClient: redirects.optional(),
  requiredResourceAccess: z
    .array(
      z.strictObject({
        resourceAppId: guid,
        resourceAccess: z.array(z.strictObject({ id: guid, type: z.enum(["Role", "Scope"]) })),
      }),
    )
    .optional(),
  spa: redirects.optional(),
  web: web.optional(),
});

/** What can be sent to register an application. */
export const applicationPostSchema = applicationPatchSchema.extend({
  displayName: z.string().min(1).max(256),
  passwordCredentials: z.array(passwordSchema).max(20).optional(),
  uniqueName: z.string().min(1).max(256).nullable().optional(),
  "owners@odata.bind": bindSchema.optional(),
});

/** What a body changes: of a complex property only the members that it mentions, the others stay as they are in `base`. */
export function toApplicationChanges(
  base: Omit<ApplicationProperties, "displayName">,
  body: z.infer<typeof applicationPatchSchema>,
): Partial<ApplicationProperties> {
  const { displayName, description, notes, serviceManagementReference, signInAudience, identifierUris, tags } = body;
  const { groupMembershipClaims, isDeviceOnlyAuthSupported, isFallbackPublicClient, oauth2RequirePostResponse } = body;
  const { optionalClaims, requiredResourceAccess, tokenEncryptionKeyId, parentalControlSettings } = body;
  const { oauth2PermissionScopes, ...restOfApi } = body.api ?? {};
  const { implicitGrantSettings, redirectUriSettings, ...restOfWeb } = body.web ?? {};
  return {
    ...mentioned({ displayName, description, notes, serviceManagementReference, signInAudience, identifierUris, tags }),
    ...mentioned({
      groupMembershipClaims,
      isDeviceOnlyAuthSupported,
      isFallbackPublicClient,
      oauth2RequirePostResponse,
    }),
    ...mentioned({ tokenEncryptionKeyId, parentalControlSettings }),
    ...mentioned({ optionalClaims, requiredResourceAccess, appRoles: body.appRoles?.map(withoutOrigin) }),
    api: {
      ...base.api,
      ...mentioned({ ...restOfApi, oauth2PermissionScopes: oauth2PermissionScopes?.map(withoutOrigin) }),
    },
    info: { ...base.info, ...mentioned(body.info ?? {}) },
    publicClient: { ...base.publicClient, ...mentioned(body.publicClient ?? {}) },
    spa: { ...base.spa, ...mentioned(body.spa ?? {}) },
    web: {
      ...base.web,
      ...mentioned({ redirectUris: redirectUriSettings?.map(({ uri }) => uri), ...mentioned(restOfWeb) }),
      implicitGrantSettings: { ...base.web.implicitGrantSettings, ...mentioned(implicitGrantSettings ?? {}) },
    },
  };
}

/** `origin` says where a permission comes from; callers send back what they read, and it is always the application. */
function withoutOrigin<T extends { readonly origin?: unknown }>({ origin: _, ...permission }: T): Omit<T, "origin"> {
  return permission;
}
