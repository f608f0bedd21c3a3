import type { Site } from "../sites/site.ts";
import { scmHostNameOf } from "../sites/site.ts";
import { type Deployment, deploymentStatus, isComplete } from "./deployment.ts";

const STATUS_TEXTS = ["", "Building and Deploying", "Deploying", "", ""] as const;

/** A deployment as Kudu writes it (`DeployResult`): what az, func and azurerm read is `status`, `complete` and `id`. */
export function renderDeployment(site: Site, deployment: Deployment): unknown {
  const { id, status, author, deployer, message, receivedTime, startTime, endTime = null } = deployment;
  const url = `https://${scmHostNameOf(site)}/api/deployments/${id}`;
  const { content } = site.state;
  return {
    id,
    status,
    status_text: STATUS_TEXTS[status],
    author_email: "N/A",
    author,
    deployer,
    message,
    progress: isComplete(deployment) ? "" : (deployment.log.at(-1)?.message ?? ""),
    received_time: receivedTime,
    start_time: startTime,
    end_time: endTime,
    last_success_end_time: status === deploymentStatus.success ? endTime : null,
    complete: isComplete(deployment),
    active: content?.kind === "deployment" && content.deploymentId === id,
    is_temp: false,
    is_readonly: true,
    url,
    log_url: `${url}/log`,
    site_name: site.resource.name,
    provisioningState: provisioningState(deployment),
  };
}

function provisioningState({ status }: Deployment): string {
  if (status === deploymentStatus.success) return "Succeeded";
  return status === deploymentStatus.failed ? "Failed" : "InProgress";
}

/** The lines of a deployment's log as Kudu lists them. */
export function renderDeploymentLog({ id, log, status }: Deployment): unknown {
  return log.map(({ time, message }, index) => ({
    log_time: time,
    id: `${id}-${index}`,
    message,
    type: status === deploymentStatus.failed && index === log.length - 1 ? 2 : 0,
    details_url: null,
  }));
}
