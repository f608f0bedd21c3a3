import { z } from "zod";
import { notFound, parseBody, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/basicPublishingCredentialsPolicies";
const NAMES = ["scm", "ftp"] as const;
type PolicyName = (typeof NAMES)[number];

const bodySchema = z.object({ properties: z.object({ allow: z.boolean() }) });

/** Whether a site takes its publishing user's password (App Service: "Disable basic authentication in deployments"). */
export function publishingPoliciesType(sites: Sites): ResourceType {
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    get: (request) => ({ status: 200, body: render(findSite(sites, request), policyName(request)) }),
    put(request) {
      const name = policyName(request);
      const site = findSite(sites, request);
      const { allow } = parseBody(bodySchema, request.body).properties;
      const changed: Site = {
        ...site,
        state: { ...site.state, basicPublishing: { ...site.state.basicPublishing, [name]: allow } },
      };
      sites.save(changed);
      return { status: 200, body: render(changed, name) };
    },
    list(request) {
      const site = findSite(sites, request);
      return { status: 200, body: { value: NAMES.map((name) => render(site, name)), nextLink: null, id: null } };
    },
  };
}

function policyName({ name }: ResourceRequest): PolicyName {
  const found = NAMES.find((known) => known === name.toLowerCase());
  if (found === undefined)
    throw notFound(`There is no publishing credentials policy '${name}': expected 'scm' or 'ftp'.`);
  return found;
}

function render({ resource, state }: Site, name: PolicyName): unknown {
  return {
    id: `${resource.id}/basicPublishingCredentialsPolicies/${name}`,
    name,
    type: TYPE,
    location: resource.location,
    properties: { allow: state.basicPublishing[name] },
  };
}
