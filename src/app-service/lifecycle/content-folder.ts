import { join } from "node:path";
import type { Site } from "../sites/site.ts";

/**
 * The folder of one site below the room's folder. A site's name is letters, digits and hyphens, so it can't lead
 * elsewhere.
 */
export function siteFolder(folder: string, siteName: string): string {
  return join(folder, siteName.toLowerCase());
}

/** Where the files of a deployment lie. */
export function deploymentFolder(folder: string, siteName: string, deploymentId: string): string {
  return join(siteFolder(folder, siteName), `deployment-${deploymentId}`);
}

/** Where the files of the site lie that run; undefined if nothing was deployed. */
export function contentFolder(folder: string, site: Site): string | undefined {
  const { content } = site.state;
  if (content === undefined) return undefined;
  return content.kind === "folder" ? content.path : deploymentFolder(folder, site.resource.name, content.deploymentId);
}
