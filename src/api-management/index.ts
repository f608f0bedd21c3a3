import type { ManagedIdentities } from "../managed-identity/index.ts";
import type { Clock, Log, OpenIdConfigurations, Outbound, Service, Store } from "../platform/index.ts";
import type { ResourceStore, ResourceType } from "../resource-manager/index.ts";
import { type ApiLinks, apiLinks } from "./api-links.ts";
import { createGateway } from "./gateway/gateway.ts";
import { readPolicyReferences } from "./gateway/read-policy-references.ts";
import { createTracing } from "./gateway/tracing.ts";
import { createManagement, type IdentityToken, type PolicyCompiler } from "./management/index.ts";
import { checkFragment } from "./policies/check-fragment.ts";
import { compileDocument } from "./policies/compile-document.ts";
import { createPolicyEditor, type PolicyEditor } from "./policy-editor/index.ts";

export type { ApiLinks } from "./api-links.ts";
export { ManagementError } from "./management/management-error.ts";
export type { PolicyEditor } from "./policy-editor/index.ts";

export interface ApiManagementOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: Outbound;
  readonly openIdConfigurations: OpenIdConfigurations;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
}

export interface ApiManagement {
  /** The gateways. */
  readonly service: Service;
  readonly resourceTypes: readonly ResourceType[];
  /** What each API names: backends, identities, audiences. */
  links(): readonly ApiLinks[];
  /** For editors of policies. */
  readonly policies: PolicyEditor;
}

/** Azure API Management: its resource types and the managed gateway that runs them. */
export function createApiManagement(options: ApiManagementOptions): ApiManagement {
  const { clock, identities, resources } = options;
  const tracing = createTracing(clock);
  const identityToken: IdentityToken = ({ service: host, clientId, resource }) => {
    const select = clientId === undefined ? undefined : { clientId };
    const token = identities.token({ host, select, resource });
    return token instanceof Promise ? token.then(({ accessToken }) => accessToken) : token.accessToken;
  };
  const compiler: PolicyCompiler = {
    check: ({ text, format, scope, serviceId }) =>
      void compileDocument(text, format, scope, readPolicyReferences(serviceId, resources)),
    checkFragment: ({ text, format, serviceId }) =>
      checkFragment({ text, format }, readPolicyReferences(serviceId, resources)),
  };
  const { resourceTypes } = createManagement({ ...options, tracing, identityToken, policies: compiler });
  const service = createGateway({
    ...options,
    tracing,
    identityToken,
  });
  const policies = createPolicyEditor({ resources, policies: compiler });
  return { service, resourceTypes, policies, links: () => apiLinks(resources) };
}
