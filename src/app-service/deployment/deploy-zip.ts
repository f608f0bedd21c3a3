import { scmHostNameOf, settingOf } from "../sites/site.ts";
import { DeploymentError } from "./deployment-error.ts";
import { receiveBody } from "./receive-body.ts";
import type { ScmRequest, ScmResponse, ScmServiceOptions } from "./scm-service.ts";

/**
 * `zipdeploy` and `publish?type=zip` (Kudu's PushDeploymentController): 200 when the files are in place, or with `at
 * once` 202 and where to ask; 409 while another deployment runs; 400 for content that can't be deployed.
 */
export async function deployZip(
  { site, query, incoming }: ScmRequest,
  { answer }: { readonly answer: "at once" | "when done" },
  { deployer, clock, log }: ScmServiceOptions,
): Promise<ScmResponse> {
  const runFromPackage = settingOf(site.state.appSettings, "WEBSITE_RUN_FROM_PACKAGE") ?? "";
  if (/^https?:/i.test(runFromPackage)) {
    return {
      status: 409,
      body: "Run-From-Zip is set to a remote URL using WEBSITE_RUN_FROM_PACKAGE or WEBSITE_USE_ZIP app setting. Deployment is not supported in this configuration.",
    };
  }
  if (/^application\/json/i.test(incoming.headers["content-type"] ?? "")) {
    return badDeployment("A package URI is not supported: Gatehouse fetches no packages. Send the zip itself.");
  }
  const deployerName = query.get("deployer") ?? query.get("Deployer") ?? "ZipDeploy";
  const request = {
    author: query.get("author") ?? "N/A",
    deployer: deployerName,
    message: query.get("message") ?? "Created via a push deployment",
  };
  try {
    const running = await deployer.deployZip(site, request, (path) => receiveBody(incoming, path));
    if (running === undefined) {
      return { status: 409, body: "There is a deployment currently in progress. Please try again when it completes." };
    }
    if (answer === "at once") {
      running.done.catch((error: unknown) =>
        log.warn(`A deployment to ${site.resource.name} failed`, { error: String(error) }),
      );
      const time = new Date(clock.now()).toISOString().slice(0, 19).replace("T", "_").replaceAll(":", "-");
      const location = `https://${scmHostNameOf(site)}/api/deployments/latest?deployer=${encodeURIComponent(deployerName)}&time=${time}Z`;
      const tracked =
        query.get("trackDeploymentProgress")?.toLowerCase() === "true" ? { "SCM-DEPLOYMENT-ID": running.id } : {};
      return { status: 202, headers: { Location: location, "Retry-After": "30", ...tracked } };
    }
    await running.done;
    return { status: 200 };
  } catch (error) {
    if (error instanceof DeploymentError) return badDeployment(error.message);
    throw error;
  }
}

/** 400 with the reason, as text. */
export function badDeployment(message: string): ScmResponse {
  return { status: 400, body: message };
}
