/** API Management's resource types on Resource Manager (Microsoft.ApiManagement). */
import type { ManagedIdentities } from "../../managed-identity/index.ts";
import type { Clock, Log, Outbound, Store } from "../../platform/index.ts";
import type { ResourceStore, ResourceType } from "../../resource-manager/index.ts";
import { answerErrors } from "./answer-errors.ts";
import { apiVersionSetType } from "./api-version-sets/api-version-set.ts";
import { apiType } from "./apis/api.ts";
import { operationType } from "./apis/operation.ts";
import { releaseType } from "./apis/release.ts";
import { apiRevisionsType } from "./apis/revisions-type.ts";
import { authorizationServerType } from "./authorization-servers/authorization-server.ts";
import { backendType } from "./backends/backend.ts";
import { certificateType } from "./certificates/certificate.ts";
import type { IdentityToken, ManagementContext } from "./context.ts";
import { diagnosticTypes } from "./diagnostics/diagnostic.ts";
import { createEtags } from "./etags.ts";
import { gatewayType } from "./gateways/gateway.ts";
import { groupTypes } from "./groups/group.ts";
import { identityProviderType } from "./identity-providers/identity-provider.ts";
import { loggerType } from "./loggers/logger.ts";
import { namedValueType } from "./named-values/named-value.ts";
import { openidConnectProviderType } from "./openid-connect-providers/openid-connect-provider.ts";
import { policyTypes } from "./policies/policy.ts";
import { policyFragmentType } from "./policy-fragments/policy-fragment.ts";
import type { GatewayTracing, PolicyCompiler } from "./ports.ts";
import { productType } from "./products/product.ts";
import { productApiType } from "./products/product-api.ts";
import { relatedTypes } from "./related-types.ts";
import { schemaTypes } from "./schemas/schema.ts";
import { putMissingPeople } from "./service/built-in-people.ts";
import { createDeletedServices } from "./service/deleted-services.ts";
import { portalSettingsType } from "./service/portal-settings.ts";
import { serviceType } from "./service/service.ts";
import { tenantAccessType } from "./service/tenant-access.ts";
import { subscriptionType } from "./subscriptions/subscription.ts";
import { tagTypes } from "./tags/tag.ts";
import { unsupportedTypes } from "./unsupported-types.ts";
import { userType } from "./users/user.ts";

export type { IdentityToken } from "./context.ts";
export * from "./model.ts";
export { defaultGlobalPolicy } from "./policies/default-policy.ts";
export * from "./ports.ts";

export interface ManagementOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly resources: ResourceStore;
  readonly identities: Pick<ManagedIdentities, "applyIdentity" | "releaseIdentity">;
  readonly policies: PolicyCompiler;
  readonly tracing: GatewayTracing;
  readonly outbound: Pick<Outbound, "request">;
  readonly identityToken: IdentityToken;
}

/**
 * Makes the types to register with Resource Manager. From here on a deleted service is noted for soft delete, and its
 * identities are released, whichever way it is deleted (with its resource group, too).
 */
export function createManagement(options: ManagementOptions): { readonly resourceTypes: readonly ResourceType[] } {
  const { store, ...rest } = options;
  const context: ManagementContext = { ...rest, etags: createEtags(store), transaction: store.transaction };
  putMissingPeople(context);
  const deleted = createDeletedServices(store, context);
  const types = [
    serviceType(context, deleted),
    ...deleted.resourceTypes,
    tenantAccessType(context),
    portalSettingsType(context),
    apiType(context),
    apiRevisionsType(context),
    releaseType(context),
    operationType(context),
    productType(context),
    productApiType(context),
    subscriptionType(context),
    ...policyTypes(context),
    gatewayType(context),
    apiVersionSetType(context),
    loggerType(context),
    ...diagnosticTypes(context),
    ...schemaTypes(context),
    certificateType(context),
    openidConnectProviderType(context),
    identityProviderType(context),
    authorizationServerType(context),
    ...tagTypes(context),
    userType(context),
    ...groupTypes(context),
    namedValueType(context),
    backendType(context),
    policyFragmentType(context),
    ...relatedTypes(context),
    ...unsupportedTypes(context),
  ];
  return { resourceTypes: types.map(answerErrors) };
}
