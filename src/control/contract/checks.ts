/** Shapes of `/gatehouse/checks`, `/gatehouse/tokens/inspect`, `/gatehouse/reachability` and `/gatehouse/app-roles`. */

/** Something in the system that looks at a caller's token. */
export interface TokenCheck {
  readonly id: string;
  readonly kind: "validate-jwt" | "validate-azure-ad-token" | "easy-auth";
  /** For people: `API 'Trusted Group' (all operations), validate-jwt at line 3`. */
  readonly where: string;
  /** Of the API, operation, product, service or site. */
  readonly resourceId: string;
  /** What it asks for, a line each: `audience is one of api://…`, `roles has Private.Example`. */
  readonly asks: readonly string[];
}

export interface TokenClaim {
  readonly name: string;
  readonly value: unknown;
  /** What the claim means, in one sentence; absent for one that isn't Entra ID's. */
  readonly meaning?: string;
}

/** Answer of `POST /gatehouse/tokens/inspect` with `{ "token": "…" }`. A text that is no token is a 400 `NotAToken`. */
export interface InspectedToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: readonly TokenClaim[];
  readonly signature: {
    readonly state: "valid" | "invalid" | "unknown-key" | "not-signed";
    /** One sentence. */
    readonly message: string;
  };
  /** By the cloud's clock. */
  readonly lifetime: "not-yet-valid" | "valid" | "expired" | "unlimited";
  readonly checks: readonly (TokenCheck & { readonly outcome: "passes" | "fails"; readonly reason: string })[];
}

/** One fact of the chain that decides whether A may call B. */
export interface ReachabilityFact {
  readonly state: "holds" | "fails" | "unknown";
  /** One sentence. */
  readonly text: string;
  /** What would make it hold; absent where nothing simple would. */
  readonly mend?: { readonly text: string; readonly command: string };
}

/** Answer of `GET /gatehouse/reachability?caller={object id}&target={check id}`. */
export interface Reachability {
  readonly allowed: boolean;
  /** One sentence. */
  readonly summary: string;
  readonly facts: readonly ReachabilityFact[];
}

/** One way in which a principal has, or seems to have, an app role. Answer of `GET /gatehouse/app-roles?application={appId}`: an array. */
export interface AppRoleHolder {
  readonly role: { readonly id: string; readonly value: string; readonly displayName: string };
  readonly principal: { readonly id: string; readonly displayName: string; readonly kind: PrincipalKind };
  /** The group that was assigned; absent when the principal itself was. */
  readonly throughGroup?: { readonly id: string; readonly displayName: string };
  /** False: the role is not in the principal's tokens. */
  readonly counts: boolean;
  /** Why it counts or doesn't, in one sentence. */
  readonly reason: string;
}

export type PrincipalKind = "managed identity" | "application" | "user" | "group";
