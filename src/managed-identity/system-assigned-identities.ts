import type { Directory } from "../entra/index.ts";
import { notFound, type ResourceStore, type ResourceType } from "../resource-manager/index.ts";

const TYPE = "Microsoft.ManagedIdentity/identities";

/** The system-assigned identity of a resource, as `{resource}/providers/Microsoft.ManagedIdentity/identities/default`, to read. */
export function systemAssignedIdentities(directory: Directory, resources: ResourceStore): ResourceType {
  return {
    type: TYPE,
    apiVersions: ["2018-11-30", "2025-05-31-preview"],
    scope: "extension",
    get({ target, name }) {
      const host = target.scope === "" ? undefined : resources.get(target.scope);
      const principal = directory.servicePrincipals.get(host?.identity?.principalId ?? "");
      if (name.toLowerCase() !== "default" || host === undefined || principal === undefined) {
        throw notFound(
          `There is no system-assigned identity '${name}' at '${target.scope}': expected 'default' at a resource that has one.`,
          "ResourceNotFound",
        );
      }
      return {
        status: 200,
        body: {
          id: `${host.id}/providers/${TYPE}/default`,
          name: "default",
          type: TYPE,
          location: host.location,
          tags: host.tags ?? {},
          properties: { tenantId: directory.tenantId, principalId: principal.id, clientId: principal.appId },
        },
      };
    },
  };
}
