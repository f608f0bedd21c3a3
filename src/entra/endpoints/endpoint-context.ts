import type { Clock, Log } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import type { SigningKey } from "../tokens/signing-key.ts";
import type { TokenService } from "../tokens/token-service.ts";

/** What Entra's endpoints work with. */
export interface EndpointContext {
  readonly directory: Directory;
  readonly tokens: TokenService;
  readonly signingKey: SigningKey;
  readonly clock: Clock;
  readonly log: Log;
}
