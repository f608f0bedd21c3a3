import { scmHostNameOf } from "../sites/site.ts";
import { badDeployment, deployZip } from "./deploy-zip.ts";
import { isComplete } from "./deployment.ts";
import { renderDeployment, renderDeploymentLog } from "./deployment-view.ts";
import type { ScmRequest, ScmResponse, ScmServiceOptions } from "./scm-service.ts";
import { streamLog } from "./stream-log.ts";
import { showVirtualFile } from "./virtual-files.ts";

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
    const refused = refusedOption(query);
    if (refused !== undefined) return badDeployment(refused);
    const isAsync = isTrue(query.get("async")) || isTrue(query.get("isAsync"));
    return deployZip(request, { answer: isAsync ? "at once" : "when done" }, options);
  }
  if (path === "/vfs" || path.startsWith("/vfs/")) return showVirtualFile(request, options.folder);
  const answer = isRead ? await read(request, options) : undefined;
  if (answer !== undefined) return answer;
  return {
    status: 404,
    body: `Gatehouse's deployment service has no ${method} ${path}. It has zipdeploy, publish?type=zip, isdeploying, deployments, deployments/{id}, deployments/{id}/log, settings, environment, logstream and vfs.`,
  };
}

/** What of a "Deploy to App Service: OneDeploy" request would change the outcome in a way that isn't done here. */
function refusedOption(query: URLSearchParams): string | undefined {
  const path = query.get("path") ?? "";
  if (!["", "/", "/home/site/wwwroot", "/home/site/wwwroot/"].includes(path))
    return `path='${path}' is not supported: Gatehouse publishes a zip to the site's root only.`;
  const isFalse = (name: string) => query.get(name)?.toLowerCase() === "false";
  if (isFalse("clean")) return "clean=false is not supported: Gatehouse replaces all of a site's files.";
  if (isFalse("restart")) return "restart=false is not supported: an app starts anew when its files are replaced.";
  return undefined;
}

async function read(request: ScmRequest, options: ScmServiceOptions): Promise<ScmResponse | undefined> {
  const { site, path } = request;
  const { name } = site.resource;
  switch (path) {
    case "/settings":
      return { status: 200, body: site.state.appSettings };
    case "/environment":
      return { status: 200, body: { version: "Gatehouse", siteLastModified: site.properties.lastModifiedTimeUtc } };
    case "/isdeploying":
      // A text, as Kudu on Linux writes it: func reads it as either, others compare it with "False".
      return { status: 200, body: { value: options.deployer.isBusy(name) ? "True" : "False" } };
    case "/deployments":
      return { status: 200, body: options.deployments.of(name).map((found) => renderDeployment(site, found)) };
    case "/logstream":
    case "/logstream/application": {
      const log = options.siteLog(name);
      if (log === undefined) return undefined;
      const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache" };
      return { status: 200, headers, body: streamLog(site, log, options.clock) };
    }
  }
  const [, id, log] = /^\/deployments\/([^/]+)(\/log)?$/.exec(path) ?? [];
  return id === undefined ? undefined : showDeployment(request, id, log !== undefined, options);
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
