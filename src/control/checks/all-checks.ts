import type { ApiManagement } from "../../api-management/index.ts";
import type { AppService } from "../../app-service/index.ts";
import type { TokenCheck } from "../contract/checks.ts";

/** A check that can be tried on a token, with the audiences that it takes. */
export interface RunnableCheck {
  readonly check: TokenCheck;
  /** None: any, as far as is known. */
  readonly audiences: readonly string[];
  run(token: string): Promise<{ readonly passes: boolean; readonly reason: string }>;
}

export interface ChecksOptions {
  readonly apiManagement: Pick<ApiManagement, "tokenChecks">;
  readonly appService: Pick<AppService, "tokenChecks">;
}

/** Everything in the system that looks at a caller's token. */
export function allChecks({ apiManagement, appService }: ChecksOptions): readonly RunnableCheck[] {
  const policies = apiManagement.tokenChecks();
  const sites = appService.tokenChecks().map((check) => ({ ...check, kind: "easy-auth" as const }));
  return [...policies, ...sites].map(({ id, kind, where, resourceId, asks, audiences, run }) => ({
    check: { id, kind, where, resourceId, asks },
    audiences,
    run,
  }));
}
