import { z } from "zod";
import {
  ArmError,
  notFound,
  parseBody,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../../resource-manager/index.ts";
import type { Site } from "../../sites/site.ts";
import type { Sites } from "../../sites/sites.ts";
import { findSite, siteApiVersions } from "../site-type.ts";
import { appSettings } from "./app-settings.ts";
import { authSettings } from "./auth-settings.ts";
import { authSettingsV2 } from "./auth-settings-v2.ts";
import { azureStorageAccounts } from "./azure-storage-accounts.ts";
import type { ConfigKind } from "./config-kind.ts";
import { connectionStrings } from "./connection-strings.ts";
import { logs } from "./logs.ts";
import { metadata } from "./metadata.ts";
import { publishingCredentials } from "./publishing-credentials.ts";
import { pushSettings } from "./push-settings.ts";
import { slotConfigNames } from "./slot-config-names.ts";
import { web } from "./web.ts";

const TYPE = "Microsoft.Web/sites/config";

const KINDS: readonly ConfigKind[] = [
  appSettings,
  authSettings,
  authSettingsV2,
  azureStorageAccounts,
  connectionStrings,
  logs,
  metadata,
  publishingCredentials,
  pushSettings,
  slotConfigNames,
  web,
];

const bodySchema = z.object({ properties: z.unknown().optional() });

/** Microsoft.Web/sites/config: every part of a site's configuration that has a name of its own. */
export function siteConfigType(sites: Sites): ResourceType {
  function show(request: ResourceRequest, verb: "get" | "list"): ResourceResponse {
    const site = findSite(sites, request);
    if (verb === "list" && request.name.toLowerCase() === "backup") {
      // azurerm asks for every site and reads this 404 as "no backup configured".
      throw notFound(`Backup configuration not found for site ${site.resource.name}.`);
    }
    const kind = findKind(request.name);
    if (!kind.shownBy.includes(verb)) throw notShownBy(verb, kind);
    return { status: 200, body: render(site, kind, verb === "list" ? "shown" : "hidden") };
  }

  function replace(request: ResourceRequest): ResourceResponse {
    const site = findSite(sites, request);
    const kind = findKind(request.name);
    if (kind.replace === undefined) {
      throw new ArmError(405, "HttpMethodNotSupported", `The configuration '${kind.name}' of a site can be read only.`);
    }
    const changed = kind.replace(site, parseBody(bodySchema, request.body).properties ?? {});
    sites.save(changed);
    return { status: 200, body: render(changed, kind, "shown") };
  }

  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    get: (request) => show(request, "get"),
    put: replace,
    patch(request) {
      // Only config/web is patched in Azure; a PUT of it merges already.
      if (request.name.toLowerCase() !== web.name) {
        throw new ArmError(
          405,
          "HttpMethodNotSupported",
          `The configuration '${request.name}' of a site is replaced by PUT, not patched.`,
        );
      }
      return replace(request);
    },
    list(request) {
      const site = findSite(sites, request);
      return { status: 200, body: { value: [render(site, web, "hidden")], nextLink: null, id: null } };
    },
    actions: { list: (request) => show(request, "list") },
  };
}

/**
 * `GET …/config/authsettingsV2/list`, with what `GET …/config/authsettingsV2` leaves out. It alone of the configurations is
 * listed by GET ("Web Apps - Get Auth Settings V2"; azurerm 4 asks so).
 */
export function authSettingsV2ListType(sites: Sites): ResourceType {
  return {
    type: `${TYPE}/list`,
    apiVersions: siteApiVersions,
    list(request) {
      const name = request.target.names[1] ?? "";
      if (name.toLowerCase() !== authSettingsV2.name.toLowerCase()) throw notShownBy("get", findKind(name));
      return { status: 200, body: render(findSite(sites, request), authSettingsV2, "shown") };
    },
  };
}

function findKind(name: string): ConfigKind {
  const found = KINDS.find((kind) => kind.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw notFound(
    `Cannot find SiteConfig with name ${name}. Gatehouse has ${KINDS.map((kind) => kind.name).join(", ")} and configreferences.`,
  );
}

function notShownBy(verb: "get" | "list", kind: ConfigKind): ArmError {
  const instead = verb === "get" ? `POST …/config/${kind.name}/list` : `GET …/config/${kind.name}`;
  return new ArmError(
    405,
    "HttpMethodNotSupported",
    `The configuration '${kind.name}' of a site is read by ${instead}.`,
  );
}

function render(site: Site, kind: ConfigKind, secrets: "shown" | "hidden"): unknown {
  return {
    id: `${site.resource.id}/config/${kind.name}`,
    name: kind.documentName?.(site) ?? kind.name,
    type: TYPE,
    location: site.resource.location,
    tags: site.resource.tags ?? {},
    properties: kind.render(site, secrets),
  };
}
