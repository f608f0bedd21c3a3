import { ArmError, badRequest } from "./arm-error.ts";
import { OWN_API_VERSIONS } from "./check-api-version.ts";
import type { ResourceType } from "./resource-type.ts";

/** Deployments of ARM templates, and of Bicep: there are none, at no scope, and none can be made. */
export const deploymentsType: ResourceType = {
  type: "Microsoft.Resources/deployments",
  apiVersions: OWN_API_VERSIONS,
  scope: "extension",
  list: () => ({ status: 200, body: { value: [] } }),
  get({ name }) {
    throw new ArmError(404, "DeploymentNotFound", `Deployment '${name}' could not be found.`);
  },
  put({ name }) {
    throw badRequest(
      `The deployment '${name}' can't be made: Gatehouse deploys no ARM templates. Use Terraform, the Azure CLI or an SDK.`,
      "DeploymentsNotSupported",
    );
  },
};
