import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { useSubscriptionPath } from "./gatehouse.ts";
import { type ArmResource, apiVersions, arm, armList } from "./resource-manager.ts";

export type Service = ArmResource<{ readonly gatewayUrl: string; readonly provisioningState?: string }>;
export type Api = ArmResource<{
  readonly displayName: string;
  readonly path: string;
  readonly serviceUrl?: string | null;
  readonly subscriptionRequired?: boolean;
  readonly apiRevision?: string;
  readonly isCurrent?: boolean;
  readonly protocols?: readonly string[];
  readonly subscriptionKeyParameterNames?: { readonly header: string; readonly query: string };
}>;
export interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly type: string;
  readonly required?: boolean;
  readonly defaultValue?: string;
  readonly values?: readonly string[];
}
export type Operation = ArmResource<{
  readonly displayName: string;
  readonly method: string;
  readonly urlTemplate: string;
  readonly description?: string | null;
  readonly templateParameters?: readonly Parameter[];
  readonly request?: {
    readonly queryParameters?: readonly Parameter[];
    readonly headers?: readonly Parameter[];
  } | null;
}>;

const version = apiVersions.apiManagement;

/** Ids and addresses of the service, API and operation that the page's own address names. */
export function useApiManagementPlace() {
  const { group = "", service = "", api = "", operation = "" } = useParams();
  const subscription = useSubscriptionPath();
  const serviceId = `${subscription}/resourceGroups/${group}/providers/Microsoft.ApiManagement/service/${service}`;
  const servicePage = `/api-management/${encodeURIComponent(group)}/${encodeURIComponent(service)}`;
  const apiId = `${serviceId}/apis/${api}`;
  const apiPage = `${servicePage}/apis/${encodeURIComponent(api)}`;
  return {
    /** False until it is known which subscription is up; ids are no good before. */
    isReady: subscription !== undefined,
    serviceId,
    servicePage,
    apiId,
    apiPage,
    operationId: `${apiId}/operations/${operation}`,
    operationPage: `${apiPage}/operations/${encodeURIComponent(operation)}`,
    names: { group, service, api, operation },
  };
}

/** Every service of the subscription. */
export function useServices() {
  const subscription = useSubscriptionPath();
  return useQuery({
    queryKey: ["apim", "services"],
    queryFn: ({ signal }) =>
      armList<Service>(`${subscription}/providers/Microsoft.ApiManagement/service`, version, signal),
    enabled: subscription !== undefined,
  });
}

/** What is below a service, an API or an operation: `useApimList<Product>(serviceId, "products")`. */
export function useApimList<Item>(parentId: string, collection: string, isReady = true) {
  return useQuery({
    queryKey: ["apim", "list", `${parentId}/${collection}`.toLowerCase()],
    queryFn: ({ signal }) => armList<Item>(`${parentId}/${collection}`, version, signal),
    enabled: isReady && !parentId.startsWith("undefined"),
  });
}

/** One resource of API Management. */
export function useApimResource<Resource>(id: string, isReady = true) {
  return useQuery({
    queryKey: ["apim", "one", id.toLowerCase()],
    queryFn: async ({ signal }) => (await arm<Resource>(id, version, { signal })).body,
    enabled: isReady && !id.startsWith("undefined"),
  });
}
