import { z } from "zod";
import { API_VERSION, listAll } from "../api-management/list-all.ts";
import type { ApiSummary, ServiceSummary } from "../api-management/list-services.ts";
import { CliError } from "../cli-error.ts";
import type { RunningCloud } from "../running-cloud.ts";

/** A subscription whose key goes with the request. */
export interface ChosenSubscription {
  readonly name: string;
  readonly key: string;
  readonly chosen: "by name" | "by default";
}

const subscriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({ displayName: z.string().nullish(), scope: z.string(), state: z.string() }),
});
type Subscription = z.infer<typeof subscriptionSchema>;

const secretsSchema = z.object({ primaryKey: z.string() });
const linkedApiSchema = z.object({ name: z.string() });

/** The subscription of that name or display name; without one, the first active one that opens the API, if any. Throws `CliError`. */
export async function chooseSubscription(
  cloud: RunningCloud,
  service: ServiceSummary,
  api: ApiSummary,
  wanted: string | undefined,
): Promise<ChosenSubscription | undefined> {
  const subscriptions = await listAll(cloud, `${service.id}/subscriptions`, subscriptionSchema);
  const found =
    wanted === undefined
      ? await firstThatOpens(cloud, subscriptions, service, api)
      : named(subscriptions, wanted, service.name);
  if (found === undefined) return undefined;
  const secrets = await cloud.resourceManager("POST", `${found.id}/listSecrets?api-version=${API_VERSION}`);
  return {
    name: found.properties.displayName ?? found.name,
    key: secretsSchema.parse(secrets).primaryKey,
    chosen: wanted === undefined ? "by default" : "by name",
  };
}

function named(subscriptions: readonly Subscription[], wanted: string, serviceName: string): Subscription {
  const found = subscriptions.find(({ name, properties }) => [name, properties.displayName].includes(wanted));
  if (found !== undefined) return found;
  const names = subscriptions.map(({ name }) => name).join(", ");
  throw new CliError(`${serviceName} has no subscription '${wanted}'; it has ${names}.`);
}

async function firstThatOpens(
  cloud: RunningCloud,
  subscriptions: readonly Subscription[],
  service: ServiceSummary,
  api: ApiSummary,
): Promise<Subscription | undefined> {
  const active = subscriptions.filter(({ properties }) => properties.state === "active");
  // The built-in one for everything comes last: what a real caller has says more about what they would see.
  for (const subscription of active.toSorted((a, b) => Number(isForEverything(a)) - Number(isForEverything(b)))) {
    if (await opens(cloud, subscription, service, api)) return subscription;
  }
  return undefined;
}

async function opens(
  cloud: RunningCloud,
  subscription: Subscription,
  service: ServiceSummary,
  api: ApiSummary,
): Promise<boolean> {
  const { kind, name } = scopeOf(subscription);
  if (isForEverything(subscription) || (kind === "apis" && name === "")) return true;
  if (kind === "apis") return name === api.name.toLowerCase();
  if (kind !== "products") return false;
  const linked = await listAll(cloud, `${service.id}/products/${name}/apis`, linkedApiSchema);
  return linked.some((one) => one.name.toLowerCase() === api.name.toLowerCase());
}

function isForEverything(subscription: Subscription): boolean {
  return scopeOf(subscription).kind === "";
}

/** `products/{name}`, `apis/{name}`, `apis` for all APIs, or nothing for the whole service; in lower case. */
function scopeOf({ properties }: Subscription): { readonly kind: string; readonly name: string } {
  const below = /\/service\/[^/]+(\/.*)?$/i.exec(properties.scope)?.[1] ?? "";
  const [, kind = "", name = ""] = below.toLowerCase().split("/");
  return { kind, name };
}
