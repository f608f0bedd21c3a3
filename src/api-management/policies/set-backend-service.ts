import type { UrlView } from "../expressions/index.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import type { Run } from "../pipeline/step.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";
import type { ElementCompiler } from "./element-compiler.ts";
import { parseBackendUrl } from "./parse-backend-url.ts";

const EXPECTED = "an absolute http or https URL without a query, a fragment or a password";

/** Sends the request to another base URL than the API's, or to a backend of the service. Service Fabric is not here yet. */
export const setBackendService: PolicyDefinition = {
  name: "set-backend-service",
  summary: "Changes the backend service of the request.",
  sections: ["inbound", "backend"],
  scopes: everyScope,
  source: "set-backend-service policy",
  attributes: {
    "base-url": { expression: true },
    "backend-id": { expression: true },
    "sf-resolve-condition": { expression: true },
    "sf-service-instance-name": { expression: true },
    "sf-partition-key": { expression: true },
    "sf-replica-type": { expression: true },
    "sf-listener-name": { expression: true },
  },
  compile(element, compiler) {
    for (const attribute of element.attributes.keys()) {
      if (attribute.startsWith("sf-")) {
        compiler.fault(
          element,
          `'${attribute}' is one that this version of Gatehouse does not run: use 'base-url' or 'backend-id'.`,
        );
      }
    }
    const byUrl = element.attributes.has("base-url");
    if (byUrl === element.attributes.has("backend-id")) {
      compiler.fault(element, "One of 'base-url' and 'backend-id' must be there, and not both.");
    }
    return byUrl ? compileBaseUrl(element, compiler) : compileBackendId(element, compiler);
  },
};

function compileBaseUrl(element: PolicyElement, compiler: ElementCompiler): Run {
  const given = element.attributes.get("base-url");
  if (given?.kind === "literal" && parseBackendUrl(given.value) === undefined) {
    compiler.fault(element, `'${given.value}' is not ${EXPECTED}.`);
  }
  const baseUrl = compiler.requiredText(element, "base-url");
  return (context) => {
    const text = baseUrl(context);
    const base = parseBackendUrl(text);
    if (base === undefined) throw GatewayError.internal("InvalidBackendUrl", `'${text}' is not ${EXPECTED}.`);
    const before = context.backend.base;
    context.backend.base = base;
    context.backend.credentials = null;
    context.collector?.add(context.section, "set-backend-service", {
      message: "Backend service URL was changed.",
      before: before === null ? null : addressOf(before),
      value: text,
    });
    return undefined;
  };
}

function compileBackendId(element: PolicyElement, compiler: ElementCompiler): Run {
  const given = element.attributes.get("backend-id");
  if (given?.kind === "literal" && !compiler.hasBackend(given.value.trim())) {
    compiler.fault(element, `Backend with id '${given.value.trim()}' could not be found.`);
  }
  const backendId = compiler.requiredText(element, "backend-id");
  return (context) => {
    const id = backendId(context).trim();
    const backend = context.findBackend(id);
    if (backend === undefined) {
      throw GatewayError.internal("BackendNotFound", `Backend with id '${id}' could not be found.`);
    }
    if (backend.credentials?.isSendable === false) {
      throw GatewayError.internal("BackendCredentialsInvalid", `A header of backend '${id}' holds what can't be sent.`);
    }
    const before = context.backend.base;
    context.backend.base = backend.base;
    context.backend.credentials = backend.credentials;
    context.collector?.add(context.section, "set-backend-service", {
      message: "Backend service was changed.",
      backend: id,
      before: before === null ? null : addressOf(before),
      value: addressOf(backend.base),
    });
    return undefined;
  };
}

function addressOf({ scheme, host, path }: UrlView): string {
  return `${scheme}://${host}${path}`;
}
