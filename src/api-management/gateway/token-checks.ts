import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import {
  API_POLICIES,
  GLOBAL_POLICIES,
  OPERATION_POLICIES,
  POLICY_FRAGMENTS,
  PRODUCT_POLICIES,
  policyFragmentPropertiesSchema,
  policyPropertiesSchema,
  SERVICE,
} from "../management/model.ts";
import type { PolicyScope } from "../management/ports.ts";
import type { GatewayServices } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { compileDocument } from "../policies/compile-document.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { readPolicyDocument } from "../policy-document/read-policy-document.ts";
import { substituteNamedValues } from "../policy-document/substitute-named-values.ts";
import { readPolicyReferences } from "./read-policy-references.ts";
import { RequestContext } from "./request-context.ts";
import type { Snapshot } from "./snapshot.ts";

const POLICIES = ["validate-jwt", "validate-azure-ad-token"] as const;
type TokenPolicy = (typeof POLICIES)[number];

/** A policy that looks at a token, wherever in a service's documents it stands. */
export interface PolicyTokenCheck {
  /** Id of the policy document, `#` and the line. */
  readonly id: string;
  readonly kind: TokenPolicy;
  /** For people: `API 'Orders', validate-jwt at line 3`. */
  readonly where: string;
  /** Of the API, operation, product, service or fragment. */
  readonly resourceId: string;
  /** What it asks for, a line each. */
  readonly asks: readonly string[];
  /** Audiences that it takes, as far as they are literal; none where it takes any. */
  readonly audiences: readonly string[];
  /** Runs the policy itself on a request that has the token where the policy looks for it. */
  run(token: string): Promise<{ readonly passes: boolean; readonly reason: string }>;
}

export interface TokenChecksOptions {
  readonly resources: ResourceStore;
  readonly services: GatewayServices;
  /** By the service's name in lower case. */
  readonly snapshotOf: (name: string) => Snapshot | undefined;
}

const DOCUMENTS: readonly (readonly [type: string, scope: PolicyScope])[] = [
  [GLOBAL_POLICIES, "global"],
  [PRODUCT_POLICIES, "product"],
  [API_POLICIES, "api"],
  [OPERATION_POLICIES, "operation"],
  [POLICY_FRAGMENTS, "global"],
];

/** Every policy of every service that looks at a token. */
export function tokenChecks(options: TokenChecksOptions): readonly PolicyTokenCheck[] {
  const { resources } = options;
  return resources.list(SERVICE).flatMap((service) =>
    DOCUMENTS.flatMap(([type, scope]) =>
      resources.list(type, service.id).flatMap((stored) => {
        const { value, format } = documentOf(stored);
        const references = readPolicyReferences(service.id, resources);
        const root = substituteNamedValues(readPolicyDocument(value, format), references.namedValue, []);
        return [...policiesIn(root)].map((element) => {
          const text = `<policies><inbound>${value.slice(element.span.start, element.span.end)}</inbound></policies>`;
          const scoped = type === POLICY_FRAGMENTS ? stored : (resources.get(parentOf(stored)) ?? stored);
          return {
            id: `${stored.id}#${element.line}`,
            kind: element.name,
            where: `${nameOf(scoped, scope)}, ${element.name} at line ${element.line}`,
            resourceId: scoped.id,
            asks: asksOf(element),
            audiences: [...listed(element, "audiences"), ...listed(element, "backend-application-ids")],
            async run(token: string) {
              const [part] = compileDocument(text, format, scope, references).inbound ?? [];
              const step = part?.kind === "own" ? part.items[0] : undefined;
              const context = requestWith(token, element, service, options);
              if (step === undefined || context === undefined) throw new Error(`${stored.id} can't be run.`);
              try {
                await step.run(context);
                return { passes: true, reason: "The token was accepted." };
              } catch (error) {
                if (!(error instanceof GatewayError)) throw error;
                return { passes: false, reason: error.message };
              }
            },
          };
        });
      }),
    ),
  );
}

function documentOf({ type, properties }: Resource): { readonly value: string; readonly format: "xml" | "rawxml" } {
  return type === POLICY_FRAGMENTS
    ? policyFragmentPropertiesSchema.parse(properties)
    : policyPropertiesSchema.parse(properties);
}

function* policiesIn(element: PolicyElement): Generator<PolicyElement & { readonly name: TokenPolicy }> {
  if (isTokenPolicy(element)) yield element;
  else for (const child of element.children) yield* policiesIn(child);
}

function isTokenPolicy(element: PolicyElement): element is PolicyElement & { readonly name: TokenPolicy } {
  return POLICIES.some((name) => name === element.name);
}

/** The resource whose policy it is: without `/policies/policy`. */
function parentOf({ id }: Resource): string {
  return id.split("/").slice(0, -2).join("/");
}

function nameOf({ name, properties }: Resource, scope: PolicyScope): string {
  const { displayName = name } = properties as { readonly displayName?: string };
  const kinds: Readonly<Record<PolicyScope, string>> = {
    global: "All APIs of",
    product: "Product",
    api: "API",
    operation: "Operation",
  };
  return `${kinds[scope]} '${displayName}'`;
}

/** A request of nobody's, with the token where the policy looks for it. */
function requestWith(
  token: string,
  element: PolicyElement,
  service: Resource,
  { services, snapshotOf }: TokenChecksOptions,
): RequestContext | undefined {
  const label = service.name.toLowerCase();
  const snapshot = snapshotOf(label);
  if (snapshot === undefined) return undefined;
  const parameter = literal(element, "query-parameter-name");
  const header = literal(element, "header-name") ?? "Authorization";
  const isBearer = header.toLowerCase() === "authorization" || element.attributes.has("require-scheme");
  const incoming = new IncomingMessage(new Socket());
  incoming.method = "GET";
  incoming.rawHeaders = parameter === undefined ? [header, isBearer ? `Bearer ${token}` : token] : [];
  const queryString = parameter === undefined ? "" : `?${new URLSearchParams([[parameter, token]])}`;
  const name = `${label}.azure-api.net`;
  const host = { name, label, scheme: "https", origin: `https://${name}` } as const;
  return new RequestContext(incoming, { path: "/", queryString }, host, snapshot, services);
}

function asksOf(element: PolicyElement): readonly string[] {
  const any = (subject: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${subject} ${values.length === 1 ? "is" : "is one of"} ${values.join(", ")}`];
  const claims = element.children.find(({ name }) => name === "required-claims")?.children ?? [];
  const tenant = literal(element, "tenant-id");
  return [
    ...any("tenant", tenant === undefined ? [] : [tenant]),
    ...any(
      "signed by the keys of",
      element.children.filter(({ name }) => name === "openid-config").flatMap((child) => literal(child, "url") ?? []),
    ),
    ...any("audience", [...listed(element, "audiences"), ...listed(element, "backend-application-ids")]),
    ...any("issuer", listed(element, "issuers")),
    ...any("calling application", listed(element, "client-application-ids")),
    ...claims.map((claim) => {
      const values = claim.children.map(({ text }) => text?.value.trim() ?? "");
      const name = literal(claim, "name") ?? "";
      if (values.length === 0) return `has the claim ${name}`;
      return `${name} has ${literal(claim, "match") === "any" ? "any" : "all"} of ${values.join(", ")}`;
    }),
  ];
}

function listed(element: PolicyElement, list: string): readonly string[] {
  const items = element.children.find(({ name }) => name === list)?.children ?? [];
  return items.flatMap(({ text }) => (text === undefined ? [] : [text.value.trim()]));
}

function literal({ attributes }: PolicyElement, name: string): string | undefined {
  const text = attributes.get(name);
  return text?.kind === "literal" ? text.value.trim() : undefined;
}
