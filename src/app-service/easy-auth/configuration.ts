/**
 * What a request without a usable session gets. `RejectWith401` and `RejectWith404` are other spellings of the last
 * ones.
 */
export type UnauthenticatedAction = "RedirectToLoginPage" | "AllowAnonymous" | "Return401" | "Return403" | "Return404";

/** The Entra ID provider of a site, as its checks read it. */
export interface EntraProvider {
  readonly clientId: string;
  /** As configured; empty means any tenant ("Configure your App Service app to use Microsoft Entra sign-in"). */
  readonly issuer: string;
  /** The client id first, which is always an allowed audience; then those that are configured. */
  readonly audiences: readonly string[];
  /** Client ids that may call; empty for all. */
  readonly allowedApplications: readonly string[];
  /** Object ids of callers, and of groups that hold callers, that may call; both empty for all. */
  readonly allowedIdentities: readonly string[];
  readonly allowedGroups: readonly string[];
  /** Older form of the group check (`jwtClaimChecks`); it must hold besides the others. */
  readonly claimGroups: readonly string[];
  /** Older form of the application check (`jwtClaimChecks`); it must hold besides the others. */
  readonly claimApplications: readonly string[];
  /** Tenant ids of `WEBSITE_AUTH_AAD_ALLOWED_TENANTS`; empty for all. */
  readonly allowedTenants: readonly string[];
  /** `WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL`. */
  readonly clientServicePrincipal: "required" | "optional";
  /** True if the registration has a secret, so that a sign-in can redeem a code. */
  readonly hasClientSecret: boolean;
  /** `k=v` pairs that are appended to a sign-in request. */
  readonly loginParameters: readonly string[];
}

/** App Service Authentication of one site, compiled; a change of the settings makes a new one. */
export interface EasyAuthConfiguration {
  readonly hostName: string;
  /** Windows answers refusals with a body, Linux with none. */
  readonly platform: "windows" | "linux";
  readonly unauthenticatedAction: UnauthenticatedAction;
  readonly https: "required" | "optional";
  /** Path under which the module itself answers: `/.auth`. */
  readonly apiPrefix: string;
  /** Paths that need no authentication: exact, or a prefix that ends in `*`. */
  readonly excludedPaths: readonly string[];
  readonly challenge: "sent" | "omitted";
  readonly tokenStore: "on" | "off";
  /** True if the principal's claims keep the names that they have in the token. */
  readonly claimNames: "token" | "mapped";
  /** What `roles` is called in the principal. */
  readonly roleClaim: string;
  /** Undefined if no provider is registered: then no credential can be good. */
  readonly provider: EntraProvider | undefined;
}
