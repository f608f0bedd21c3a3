import type { ArmResource } from "../../azure/resource-manager.ts";

export type Product = ArmResource<{
  readonly displayName: string;
  readonly description?: string | null;
  readonly subscriptionRequired: boolean;
  readonly approvalRequired?: boolean | null;
  readonly subscriptionsLimit?: number | null;
  readonly state: "published" | "notPublished";
}>;
