import { scmHostNameOf } from "../sites/site.ts";
import { badDeployment, deployZip } from "./deploy-zip.ts";
import { isComplete } from "./deployment.ts";
import { renderDeployment, renderDeploymentLog } from "./deployment-view.ts";
import type { ScmRequest, ScmResponse, ScmServiceOptions } from "./scm-service.ts";

/** Finds what a request asks for. Every route is there with and without `/api`, as in Kudu. */
export async function routeScm(request: ScmRequest, options: ScmServiceOptions): Promise<ScmResponse> {
  const { method, path, query } = request;
  const isRead = method === "GET" || method === "HEAD";
  const isUpload = method === "POST" || method === "PUT";

  if (path === "/zipdeploy" && isUpload)
    return deployZip(request, { answer: isTrue(query.get("isAsync")) ? "at once" : "when done" }, options);
  if (path === "/publish" && isUpload) {
    const type = query.get("type")?.toLowerCase() ?? "";
    if (type !== "zip") return badDeployment(`type='${type}' is not supported: Gatehouse publishes type=zip only.`);
    const isAsync = isTrue(query.get("async")) || isTrue(query.get("isAsync"));
    return deployZip(request, { answer: isAsync ? "at once" : "when done" }, options);
  }
  if (path === "/settings" && isRead) return { status: 200, body: request.site.state.appSettings };
  if (path === "/deployments" && isRead) {
    return {
      status: 200,
      body: options.deployments.of(request.site.resource.name).map((found) => renderDeployment(request.site, found)),
    };
  }
  const [, id, log] = /^\/deployments\/([^/]+)(\/log)?$/.exec(path) ?? [];
  if (id !== undefined && isRead) return showDeployment(request, id, log !== undefined, options);
  return {
    status: 404,
    body: `Gatehouse's deployment service has no ${method} ${path}. It has zipdeploy, publish?type=zip, deployments, deployments/{id}, deployments/{id}/log and settings.`,
  };
}

function showDeployment(
  { site }: ScmRequest,
  id: string,
  isLog: boolean,
  { deployments }: ScmServiceOptions,
): ScmResponse {
  const deployment = deployments.find(site.resource.name, id);
  if (deployment === undefined) return { status: 404, body: `Deployment '${id}' not found.` };
  if (isLog) return { status: 200, body: renderDeploymentLog(deployment) };
  const body = renderDeployment(site, deployment);
  if (isComplete(deployment)) return { status: 200, body };
  const location = `https://${scmHostNameOf(site)}/api/deployments/${id}`;
  return { status: 202, headers: { Location: location, "Retry-After": "30" }, body };
}

export function isTrue(text: string | null): boolean {
  return text?.toLowerCase() === "true" || text === "1";
}
