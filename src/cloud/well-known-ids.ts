import { derivedGuid } from "../platform/index.ts";

/** The tenant and the subscription have the same ids on every machine, so that settings which name them can be shared. */
export const TENANT_ID = derivedGuid("gatehouse", "tenant");
export const SUBSCRIPTION_ID = derivedGuid("gatehouse", "subscription");
