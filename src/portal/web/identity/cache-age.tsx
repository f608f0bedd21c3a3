import { useStatus } from "../azure/gatehouse.ts";
import { timeApart } from "../parts/time-apart.ts";

/**
 * How long the cache keeps each: a token as long as it lives ("Managed identity best practice recommendations": around 24 hours), a
 * refusal as docs/decisions/0026-refusals-are-kept-for-minutes.md says.
 */
const KEPT_SECONDS = { token: 24 * 3600, refusal: 300 } as const;

export interface CacheAgeProps {
  /** Seconds since the epoch. */
  readonly expiresOn: number;
  readonly kind: keyof typeof KEPT_SECONDS;
}

/** When what is cached came from Entra ID, by the cloud's clock. */
export function CacheAge({ expiresOn, kind }: CacheAgeProps) {
  const { data } = useStatus();
  if (data === undefined) return null;
  return <>{timeApart((expiresOn - KEPT_SECONDS[kind]) * 1000, Date.parse(data.time))}</>;
}
