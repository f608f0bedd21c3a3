import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useSubscriptionPath } from "./gatehouse.ts";
import { type ArmResource, apiVersions, arm, armList } from "./resource-manager.ts";

export type Site = ArmResource<{
  readonly state: string;
  readonly defaultHostName: string;
  readonly serverFarmId: string;
  readonly httpsOnly: boolean;
  readonly reserved: boolean;
}>;
export type AppFunction = ArmResource<{
  readonly name: string;
  readonly invoke_url_template?: string | null;
  readonly isDisabled: boolean;
  readonly language?: string | null;
  readonly config: {
    readonly bindings: readonly {
      readonly type: string;
      readonly methods?: readonly string[];
      readonly authLevel?: string;
    }[];
  };
}>;
export type Deployment = ArmResource<{
  readonly status: number;
  readonly message: string;
  readonly author: string;
  readonly deployer: string;
  readonly received_time: string;
  readonly end_time?: string | null;
  readonly active: boolean;
}>;
export type SettingReference = ArmResource<{
  readonly reference: string;
  readonly status: string;
  readonly details: string;
}>;
export type Settings = Readonly<Record<string, string>>;

const version = apiVersions.web;

/** Ids and address of the function app that the page's own address names. */
export function useFunctionAppPlace() {
  const { group = "", name = "", view = "" } = useParams();
  const subscription = useSubscriptionPath();
  return {
    isReady: subscription !== undefined,
    siteId: `${subscription}/resourceGroups/${group}/providers/Microsoft.Web/sites/${name}`,
    sitePage: `/function-apps/${encodeURIComponent(group)}/${encodeURIComponent(name)}`,
    name,
    view,
  };
}

/** Every function app of the subscription. */
export function useSites() {
  const subscription = useSubscriptionPath();
  return useQuery({
    queryKey: ["web", "sites"],
    queryFn: ({ signal }) => armList<Site>(`${subscription}/providers/Microsoft.Web/sites`, version, signal),
    enabled: subscription !== undefined,
  });
}

/** One resource at or below a site. */
export function useSiteResource<Resource>(id: string, isReady: boolean) {
  return useQuery({
    queryKey: ["web", "one", id.toLowerCase()],
    queryFn: async ({ signal }) => (await arm<Resource>(id, version, { signal })).body,
    enabled: isReady,
  });
}

/** A list below a site. */
export function useSiteList<Item>(id: string, isReady: boolean) {
  return useQuery({
    queryKey: ["web", "list", id.toLowerCase()],
    queryFn: ({ signal }) => armList<Item>(id, version, signal),
    enabled: isReady,
  });
}

/** All settings with their values; kept nowhere. */
export async function fetchSettings(siteId: string): Promise<Settings> {
  const { body } = await arm<ArmResource<Settings>>(`${siteId}/config/appsettings/list`, version, { method: "POST" });
  return body.properties;
}

/** Changes the settings as they are now; Azure takes the whole dictionary. */
export async function changeSettings(siteId: string, change: (settings: Settings) => Settings): Promise<void> {
  const properties = change(await fetchSettings(siteId));
  await arm(`${siteId}/config/appsettings`, version, { method: "PUT", body: { properties } });
}

/** An action of Resource Manager on a site or below it. */
export async function siteAction<Body>(path: string): Promise<Body> {
  return (await arm<Body>(path, version, { method: "POST" })).body;
}
