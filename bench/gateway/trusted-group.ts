import { z } from "zod";

/**
 * The API as a contender or a caller has to know it. The gateway's process makes all of it and hands it over as one line of
 * JSON.
 */
export const trustedGroupSchema = z.object({
  /** Where the gateway's process listens. */
  port: z.int().positive(),
  /** `bench.azure-api.net.localhost`. */
  hostName: z.string(),
  path: z.string(),
  subscriptionKey: z.string(),
  /** What the token has to hold: one of each. */
  audiences: z.array(z.string()),
  issuers: z.array(z.string()),
  roles: z.array(z.string()),
  /** Entra ID's key, as a PEM of a SubjectPublicKeyInfo. */
  publicKeyPem: z.string(),
  /** The token that the backend gets. */
  backendToken: z.string(),
  /** Good tokens of one caller, all different. */
  tokens: z.array(z.string()).min(1),
  /** A good token but for its roles. */
  tokenOfOtherRole: z.string(),
});
export type TrustedGroup = Readonly<z.infer<typeof trustedGroupSchema>>;
