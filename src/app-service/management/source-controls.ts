import { badRequest, notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/sourcecontrols";

/** The repository that a site is deployed from ("Web Apps - Get Source Control"): none, and none can be set. */
export function sourceControlsType(sites: Sites): ResourceType {
  function find(request: ResourceRequest): Site {
    if (request.name.toLowerCase() !== "web") throw notFound(`Cannot find SourceControl with name ${request.name}.`);
    return findSite(sites, request);
  }

  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    get(request) {
      throw notFound(`Cannot find SourceControl with name ${find(request).resource.name}.`);
    },
    put: (request) => refuse(find(request)),
    patch: (request) => refuse(find(request)),
    delete(request) {
      find(request);
      return { status: 204 };
    },
  };
}

function refuse({ resource }: Site): never {
  throw badRequest(
    `The site '${resource.name}' can't be deployed from a repository: Gatehouse takes zips. Send one to its deployment service.`,
    "SourceControlNotSupported",
  );
}
