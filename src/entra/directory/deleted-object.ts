import type { Application } from "./application.ts";
import type { ServicePrincipal } from "./service-principal.ts";
import type { User } from "./user.ts";

/** What was deleted and can come back, by its kind. Groups for security are gone at once ("Delete group"). */
export type DeletedObject = { readonly deletedDateTime: string } & (
  | { readonly kind: "application"; readonly object: Application }
  | { readonly kind: "servicePrincipal"; readonly object: ServicePrincipal }
  | { readonly kind: "user"; readonly object: User }
);

/** "Recover from deletions": what was deleted can be restored for 30 days. */
export const RETENTION_MS = 30 * 24 * 3600 * 1000;
