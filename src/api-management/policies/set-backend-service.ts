import { GatewayError } from "../pipeline/gateway-error.ts";
import type { PolicyDefinition } from "./definition.ts";
import { parseBackendUrl } from "./parse-backend-url.ts";

const EXPECTED = "an absolute http or https URL without a query, a fragment or a password";

/** Sends the request to another base URL than the API's. Backend entities and Service Fabric are not here yet. */
export const setBackendService: PolicyDefinition = {
  name: "set-backend-service",
  summary: "Changes the backend service of the request.",
  sections: ["inbound", "backend"],
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
      if (attribute !== "base-url" && attribute !== "id") {
        compiler.fault(element, `'${attribute}' is one that this version of Gatehouse does not run: use 'base-url'.`);
      }
    }
    const given = element.attributes.get("base-url");
    if (given === undefined) compiler.fault(element, "One of 'base-url' and 'backend-id' must be there.");
    else if (given.kind === "literal" && parseBackendUrl(given.value) === undefined) {
      compiler.fault(element, `'${given.value}' is not ${EXPECTED}.`);
    }
    const baseUrl = compiler.requiredText(element, "base-url");
    return (context) => {
      const text = baseUrl(context);
      const base = parseBackendUrl(text);
      if (base === undefined) throw GatewayError.internal("InvalidBackendUrl", `'${text}' is not ${EXPECTED}.`);
      context.backend.base = base;
      context.collector?.add(context.section, "set-backend-service", {
        message: "Backend service URL was changed.",
        request: { url: text },
      });
      return undefined;
    };
  },
};
