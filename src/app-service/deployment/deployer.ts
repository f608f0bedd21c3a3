import { randomBytes } from "node:crypto";
import { existsSync, renameSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Clock } from "../../platform/index.ts";
import { deploymentFolder, siteFolder } from "../lifecycle/content-folder.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { type Deployment, type DeploymentStatus, deploymentStatus } from "./deployment.ts";
import { DeploymentError } from "./deployment-error.ts";
import type { Deployments } from "./deployments.ts";
import { extractZip } from "./extract-zip.ts";

/** Who deploys, and why, as the request says. */
export interface DeploymentRequest {
  readonly author: string;
  readonly deployer: string;
  readonly message: string;
}

/** A deployment under way. */
export interface RunningDeployment {
  readonly id: string;
  /** Resolves when the files are in place. Throws `DeploymentError`; the site then keeps what it had. */
  readonly done: Promise<void>;
}

/** Puts content into sites. */
export interface Deployer {
  /** True while a deployment of the site runs. */
  isBusy(siteName: string): boolean;
  /**
   * Deploys the zip that `receive` writes to the path it gets. Resolves when it has arrived whole; undefined, and
   * nothing received, while another deployment of the site runs. The zip is deleted afterwards.
   */
  deployZip(
    site: Site,
    request: DeploymentRequest,
    receive: (path: string) => Promise<void>,
  ): Promise<RunningDeployment | undefined>;
  /** Runs the site straight from a folder, which stays where it is. Throws `DeploymentError`. */
  deployFolder(siteName: string, folder: string): Promise<void>;
  /**
   * Deletes the files of earlier deployments, which nothing runs from any more once the app was started with the
   * newest.
   */
  removeSuperseded(site: Site): Promise<void>;
  /**
   * Forgets a site that is gone. Its files are put aside at once, so that a new site of that name starts with none, and
   * are deleted by the function returned, once nothing runs from them.
   */
  forget(siteName: string): () => Promise<void>;
  /** Ends what a stopped Gatehouse left half done: running deployments have failed, and their files are deleted. */
  recover(): Promise<void>;
}

export interface DeployerOptions {
  readonly sites: Sites;
  readonly deployments: Deployments;
  readonly clock: Clock;
  readonly folder: string;
}

export function createDeployer({ sites, deployments, clock, folder }: DeployerOptions): Deployer {
  const busy = new Set<string>();
  const now = () => new Date(clock.now()).toISOString();

  function record(siteName: string, deployment: Deployment, status: DeploymentStatus, message: string): Deployment {
    const isEnd = status === deploymentStatus.success || status === deploymentStatus.failed;
    const next: Deployment = {
      ...deployment,
      status,
      ...(isEnd ? { endTime: now() } : {}),
      log: [...deployment.log, { time: now(), message }],
    };
    deployments.put(siteName, next);
    return next;
  }

  async function putInPlace(siteName: string, first: Deployment, zipPath: string): Promise<void> {
    const target = deploymentFolder(folder, siteName, first.id);
    const unfinished = `${target}.unfinished`;
    let deployment = first;
    try {
      deployment = record(siteName, deployment, deploymentStatus.deploying, "Extracting the zip.");
      await mkdir(unfinished, { recursive: true });
      const entries = await extractZip(zipPath, unfinished);
      await rename(unfinished, target);
      const site = sites.byName(siteName);
      if (site === undefined)
        throw new DeploymentError(
          "NO_SUCH_SITE",
          `The site '${siteName}' was deleted while content was deployed to it.`,
        );
      // The site's document says which folder is its content, so writing it is the one step that swaps old for new.
      sites.save({ ...site, state: { ...site.state, content: { kind: "deployment", deploymentId: first.id } } });
      record(siteName, deployment, deploymentStatus.success, `Deployment successful: ${entries} entries.`);
    } catch (error) {
      await rm(target, { recursive: true, force: true });
      await rm(unfinished, { recursive: true, force: true });
      if (sites.byName(siteName) !== undefined) {
        record(siteName, deployment, deploymentStatus.failed, error instanceof Error ? error.message : String(error));
      }
      throw error;
    }
  }

  return {
    isBusy: (siteName) => busy.has(siteName.toLowerCase()),
    async deployZip(site, request, receive) {
      const { name } = site.resource;
      if (busy.has(name.toLowerCase())) return undefined;
      busy.add(name.toLowerCase());
      const id = randomBytes(16).toString("hex");
      const zipPath = join(siteFolder(folder, name), `received-${id}.zip`);
      const release = async () => {
        busy.delete(name.toLowerCase());
        await rm(zipPath, { force: true });
      };
      try {
        await mkdir(siteFolder(folder, name), { recursive: true });
        await receive(zipPath);
      } catch (error) {
        await release();
        throw error;
      }
      const time = now();
      const deployment: Deployment = {
        id,
        status: deploymentStatus.pending,
        ...request,
        receivedTime: time,
        startTime: time,
        log: [],
      };
      deployments.put(name, deployment);
      return { id, done: putInPlace(name, deployment, zipPath).finally(release) };
    },
    async deployFolder(siteName, path) {
      const content = resolve(path);
      if (!(await isFolder(content)))
        throw new DeploymentError(
          "NO_SUCH_FOLDER",
          `There is no folder ${content} to deploy to the site '${siteName}'.`,
        );
      const site = sites.byName(siteName);
      if (site === undefined)
        throw new DeploymentError(
          "NO_SUCH_SITE",
          `There is no site '${siteName}' to deploy ${content} to. Create it first.`,
        );
      const before = site.state.content;
      const revision = before?.kind === "folder" ? before.revision + 1 : 1;
      sites.save({ ...site, state: { ...site.state, content: { kind: "folder", path: content, revision } } });
    },
    async removeSuperseded(site) {
      const { name } = site.resource;
      for (const deployment of deployments.of(name)) {
        if (deployment.endTime === undefined || isCurrent(site, deployment.id)) continue;
        await rm(deploymentFolder(folder, name, deployment.id), { recursive: true, force: true });
      }
    },
    forget(siteName) {
      const aside = join(folder, `.deleted-${randomBytes(8).toString("hex")}`);
      if (!existsSync(siteFolder(folder, siteName))) return async () => {};
      renameSync(siteFolder(folder, siteName), aside);
      return () => rm(aside, { recursive: true, force: true });
    },
    async recover() {
      for (const name of await readdir(folder).catch(() => [])) {
        if (name.startsWith(".deleted-")) await rm(join(folder, name), { recursive: true, force: true });
      }
      for (const site of sites.all()) {
        const { name } = site.resource;
        for (const deployment of deployments.of(name)) {
          if (deployment.endTime === undefined) {
            record(
              name,
              deployment,
              deploymentStatus.failed,
              "Gatehouse was stopped during this deployment. Deploy again.",
            );
          }
        }
        await removeLeftovers(folder, site);
      }
    },
  };
}

function isCurrent({ state }: Site, deploymentId: string): boolean {
  return state.content?.kind === "deployment" && state.content.deploymentId === deploymentId;
}

/** Deletes what deployments left in the site's folder, besides the files that run. Only while no deployment runs. */
async function removeLeftovers(folder: string, site: Site): Promise<void> {
  const own = siteFolder(folder, site.resource.name);
  for (const name of await readdir(own).catch(() => [])) {
    const deploymentId = /^deployment-([0-9a-f]+)$/.exec(name)?.[1];
    const isLeftOver =
      deploymentId === undefined ? /^(?:deployment|received)-/.test(name) : !isCurrent(site, deploymentId);
    if (isLeftOver) await rm(join(own, name), { recursive: true, force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
