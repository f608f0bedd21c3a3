/** What a plan's `sku` is in Azure's answers. */
export interface PlanSku {
  readonly name: string;
  readonly tier: string;
  readonly size: string;
  readonly family: string;
  readonly capacity: number;
}

const TIERS: readonly (readonly [pattern: RegExp, tier: string, family: string])[] = [
  [/^F1$/, "Free", "F"],
  [/^D1$/, "Shared", "D"],
  [/^B[123]$/, "Basic", "B"],
  [/^S[123]$/, "Standard", "S"],
  [/^P[123]$/, "Premium", "P"],
  [/^P[123]V2$/, "PremiumV2", "Pv2"],
  [/^P[0123]V3$/, "Premium0V3", "Pv3"],
  [/^P[12345]MV3$/, "PremiumMV3", "Pmv3"],
  [/^Y1$/, "Dynamic", "Y"],
  [/^EP[123]$/, "ElasticPremium", "EP"],
];

/**
 * The `sku` that Azure makes of the name in a request ("App Service plan overview": tiers). Undefined for a name that
 * is none of the plans on which Gatehouse runs function apps.
 */
export function planSku(name: string, capacity: number | undefined): PlanSku | undefined {
  const found = TIERS.find(([pattern]) => pattern.test(name.toUpperCase()));
  if (found === undefined) return undefined;
  const [, tier, family] = found;
  const isSmallV3 = family === "Pv3" && name.toUpperCase() === "P0V3";
  return {
    name,
    tier: family === "Pv3" && !isSmallV3 ? "PremiumV3" : tier,
    size: name,
    family,
    capacity: tier === "Dynamic" ? 0 : (capacity ?? 1),
  };
}

/** The names that `planSku` knows, for messages. */
export const planSkuNames =
  "F1, D1, B1 to B3, S1 to S3, P1 to P3, P1v2 to P3v2, P0v3 to P3v3, P1mv3 to P5mv3, Y1, EP1 to EP3";
