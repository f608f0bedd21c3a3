import type { Resource, ResourceStore } from "../resource-manager/index.ts";
import {
  API_POLICIES,
  APIS,
  apiPropertiesSchema,
  GLOBAL_POLICIES,
  NAMED_VALUES,
  namedValuePropertiesSchema,
  OPERATION_POLICIES,
  policyPropertiesSchema,
  SERVICE,
  servicePropertiesSchema,
} from "./management/model.ts";
import type { PolicyElement } from "./policy-document/policy-element.ts";
import { readPolicyDocument } from "./policy-document/read-policy-document.ts";
import { substituteNamedValues } from "./policy-document/substitute-named-values.ts";

/** What an API names in its definition and in the policies that hold for it. */
export interface ApiLinks {
  readonly apiId: string;
  readonly name: string;
  /** Host name of the gateway. */
  readonly gatewayHost: string;
  /** Below the gateway, without slashes at its ends. */
  readonly path: string;
  /** Host names of the web service and of the addresses that policies choose. */
  readonly backendHosts: readonly string[];
  /** Identities that its policies get tokens with. */
  readonly identities: readonly {
    readonly serviceId: string;
    /** Undefined: the service's own. */
    readonly clientId: string | undefined;
    /** What tokens are asked for. */
    readonly resource: string;
  }[];
  /** Audiences that its policies ask for. */
  readonly audiences: readonly string[];
}

/** The links of every API, current revisions only. What an expression computes isn't known before it runs, and is left out. */
export function apiLinks(resources: ResourceStore): readonly ApiLinks[] {
  return resources.list(SERVICE).flatMap((service) => {
    const { gatewayUrl } = servicePropertiesSchema.parse(service.properties);
    const values = new Map(
      resources.list(NAMED_VALUES, service.id).map(({ properties }) => {
        const { displayName, value } = namedValuePropertiesSchema.parse(properties);
        return [displayName, value];
      }),
    );
    const documentOf = (policy: Resource): PolicyElement => {
      const { value, format } = policyPropertiesSchema.parse(policy.properties);
      return substituteNamedValues(readPolicyDocument(value, format), (name) => values.get(name), []);
    };
    const shared = resources.list(GLOBAL_POLICIES, service.id).map(documentOf);
    return resources
      .list(APIS, service.id)
      .filter(({ name }) => !name.includes(";"))
      .map((api) => {
        const { displayName, path, serviceUrl = "" } = apiPropertiesSchema.parse(api.properties);
        const own = [API_POLICIES, OPERATION_POLICIES].flatMap((type) => resources.list(type, api.id).map(documentOf));
        const elements = [...shared, ...own].flatMap((document) => [...below(document)]);
        const named = (name: string) => elements.filter((element) => element.name === name);
        const backends = [serviceUrl, ...named("set-backend-service").map((element) => literal(element, "base-url"))];
        return {
          apiId: api.id,
          name: displayName,
          gatewayHost: new URL(gatewayUrl).hostname,
          path,
          backendHosts: backends.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : [])),
          identities: named("authentication-managed-identity").map((element) => ({
            serviceId: service.id,
            clientId: literal(element, "client-id") || undefined,
            resource: literal(element, "resource"),
          })),
          audiences: named("audience").flatMap(({ text }) => (text?.kind === "literal" ? [text.value.trim()] : [])),
        };
      });
  });
}

function* below(element: PolicyElement): Generator<PolicyElement> {
  yield element;
  for (const child of element.children) yield* below(child);
}

function literal({ attributes }: PolicyElement, name: string): string {
  const text = attributes.get(name);
  return text?.kind === "literal" ? text.value.trim() : "";
}
