import { useStatus } from "../azure/gatehouse.ts";
import { timeApart } from "../parts/time-apart.ts";

/** What Entra ID gives a managed identity's token to live ("Managed identity best practice recommendations": around 24 hours). */
const LIFETIME_SECONDS = 24 * 3600;

/** When a managed identity's token was issued, by the cloud's clock. */
export function TokenAge({ expiresOn }: { readonly expiresOn: number }) {
  const { data } = useStatus();
  if (data === undefined) return null;
  return <>{timeApart((expiresOn - LIFETIME_SECONDS) * 1000, Date.parse(data.time))}</>;
}
