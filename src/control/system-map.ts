import type { ApiManagement } from "../api-management/index.ts";
import type { AppService } from "../app-service/index.ts";
import type { Directory } from "../entra/index.ts";
import type { Resource, ResourceStore } from "../resource-manager/index.ts";
import type { ExchangeSummary } from "./contract/exchanges.ts";
import type { MapEdge, MapNode, SystemMap } from "./contract/overview.ts";

export interface SystemMapOptions {
  readonly resources: ResourceStore;
  readonly directory: Directory;
  readonly appService: Pick<AppService, "links">;
  readonly apiManagement: Pick<ApiManagement, "links">;
  /** The newest requests first. */
  readonly recentExchanges: () => readonly ExchangeSummary[];
}

const BROWSER: MapNode = { id: "browser", kind: "browser", name: "Browser" };
const STORAGE = "Microsoft.Storage/storageAccounts";
const VAULTS = "Microsoft.KeyVault/vaults";
const IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";
const SITES = "Microsoft.Web/sites";
const SERVICES = "Microsoft.ApiManagement/service";

/**
 * The parts of the system and who may call, use or get tokens for whom: from what settings, policies and assignments say, and from the requests
 * that came by. An arrow carries the newest request along it.
 */
export function systemMap(options: SystemMapOptions): SystemMap {
  const { resources, directory } = options;
  const sites = options.appService.links();
  const apis = options.apiManagement.links();
  const principals = identityPrincipals(resources);
  const nodes = new Map<string, MapNode>([[BROWSER.id, BROWSER]]);
  const edges = new Map<string, MapEdge>();
  const add = (node: MapNode): string => {
    nodes.set(node.id, node);
    return node.id;
  };
  const join = (from: string, to: string, because: string): void => {
    const key = `${from} ${to}`;
    if (from !== to && !edges.has(key)) edges.set(key, { from, to, because });
  };

  for (const { siteId, name } of sites) add({ id: siteId, kind: "function-app", name });
  for (const { apiId, name } of apis) add({ id: apiId, kind: "api", name });
  for (const { id, name } of resources.list(VAULTS)) add({ id, kind: "vault", name });
  for (const { id, name } of resources.list(STORAGE)) add({ id, kind: "storage", name });

  /** The nodes that answer under a host name. */
  const answering = (host: string): readonly string[] => [
    ...sites.filter(({ hostName }) => hostName === host).map(({ siteId }) => siteId),
    ...apis.filter(({ gatewayHost }) => gatewayHost === host).map(({ apiId }) => apiId),
    ...[VAULTS, STORAGE].flatMap((type) =>
      resources
        .list(type)
        .filter(({ name }) => name.toLowerCase() === host.split(".")[0] && answersAs(type, host))
        .map(({ id }) => id),
    ),
  ];
  /** The registration that a resource name of a token stands for; undefined for one of Microsoft's own. */
  const registrationOf = (resource: string): string | undefined => {
    const found = directory.applications
      .list()
      .find(({ appId, identifierUris }) => appId === resource || identifierUris.includes(resource));
    return found && add({ id: `application:${found.appId}`, kind: "registration", name: found.displayName });
  };
  const identityNode = (clientOrPrincipal: string | undefined): string | undefined => {
    const found = principals.find(({ clientId, principalId }) =>
      [clientId, principalId].includes(clientOrPrincipal ?? ""),
    );
    return found && add({ id: found.id, kind: "identity", name: found.name });
  };

  for (const { siteId, name, hostNames, registration } of sites) {
    for (const host of hostNames)
      for (const to of answering(host)) join(siteId, to, `A setting of ${name} names ${host}.`);
    for (const principalId of principalsOf(resources.get(siteId))) {
      const identity = identityNode(principalId);
      if (identity !== undefined) join(siteId, identity, `${name} has this managed identity.`);
    }
    const accepted = registration === undefined ? undefined : registrationOf(registration);
    if (accepted !== undefined) join(accepted, siteId, `${name} takes only tokens for this registration.`);
  }
  for (const { apiId, name, backendHosts, identities, audiences } of apis) {
    for (const host of backendHosts)
      for (const to of answering(host)) join(apiId, to, `${name} has ${host} as its web service.`);
    for (const { serviceId, clientId, resource } of identities) {
      const identity = identityNode(clientId ?? resources.get(serviceId)?.identity?.principalId);
      const wanted = registrationOf(resource);
      if (identity === undefined) continue;
      join(apiId, identity, `A policy of ${name} gets tokens with this managed identity.`);
      if (wanted !== undefined) join(identity, wanted, `A policy of ${name} asks for tokens for this registration.`);
    }
    for (const audience of audiences) {
      const accepted = registrationOf(audience);
      if (accepted !== undefined) join(accepted, apiId, `${name} takes only tokens for this registration.`);
    }
  }
  for (const { principalId } of principals) {
    for (const { resourceId, appRoleId } of directory.appRoleAssignments.ofPrincipal(principalId)) {
      const resource = directory.servicePrincipals.get(resourceId);
      const wanted = resource && registrationOf(resource.appId);
      const identity = identityNode(principalId);
      if (resource === undefined || wanted === undefined || identity === undefined) continue;
      const role = resource.appRoles.find(({ id }) => id === appRoleId)?.value ?? "the default access";
      join(identity, wanted, `The identity has the app role ${role} there.`);
    }
  }

  const byId = new Map<number, string>();
  const exchanges = options.recentExchanges();
  for (const exchange of exchanges) {
    const node = nodeOf(exchange, apis, answering);
    if (node !== undefined) byId.set(exchange.id, node);
  }
  for (const exchange of exchanges) {
    const to = byId.get(exchange.id);
    const from = exchange.parentId === undefined ? BROWSER.id : byId.get(exchange.parentId);
    if (to === undefined || from === undefined || exchange.outcome === "running") continue;
    // An app's host and tools use storage and vaults all day; only what the settings say is drawn.
    const isBackground = from === BROWSER.id && ["vault", "storage"].includes(nodes.get(to)?.kind ?? "");
    if (isBackground) continue;
    join(from, to, "A request went this way.");
    const edge = edges.get(`${from} ${to}`);
    if (edge === undefined || edge.last !== undefined) continue;
    const { id: exchangeId, outcome, status, reason, time } = exchange;
    const last = {
      exchangeId,
      outcome,
      time,
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
    };
    edges.set(`${from} ${to}`, { ...edge, last });
  }
  // Whatever nothing else leads to is called from outside.
  for (const { siteId, name } of sites) {
    const isInner = [...edges.values()].some(({ from, to }) => to === siteId && nodes.get(from)?.kind === "api");
    if (!isInner) join(BROWSER.id, siteId, `Nothing here calls ${name} but people.`);
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** Where a request went: an API by the longest path that fits, else whatever answers under the host. */
function nodeOf(
  { url }: ExchangeSummary,
  apis: ReturnType<ApiManagement["links"]>,
  answering: (host: string) => readonly string[],
): string | undefined {
  const { hostname, pathname } = new URL(url);
  const asked = `${pathname.toLowerCase()}/`;
  const fitting = apis.filter(
    ({ gatewayHost, path }) =>
      gatewayHost === hostname && asked.startsWith(path === "" ? "/" : `/${path.toLowerCase()}/`),
  );
  const [api] = fitting.toSorted((a, b) => b.path.length - a.path.length);
  if (api !== undefined) return api.apiId;
  const [only, ...others] = answering(hostname);
  return others.length === 0 ? only : undefined;
}

function answersAs(type: string, host: string): boolean {
  return type === VAULTS
    ? host.endsWith(".vault.azure.net")
    : /\.(blob|queue|table|file)\.core\.windows\.net$/.test(host);
}

interface IdentityPrincipal {
  /** Of the resource that is the identity, or has it. */
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly principalId: string;
}

/** Every managed identity; a system-assigned one goes by `{resource id}/identity`, so that it is no second node of its resource. */
function identityPrincipals(resources: ResourceStore): readonly IdentityPrincipal[] {
  const userAssigned = resources.list(IDENTITIES).map(({ id, name, properties }) => {
    const { clientId = "", principalId = "" } = properties as {
      readonly clientId?: string;
      readonly principalId?: string;
    };
    return { id, name, clientId, principalId };
  });
  const systemAssigned = [...resources.list(SITES), ...resources.list(SERVICES)].flatMap(({ id, name, identity }) =>
    identity?.principalId === undefined
      ? []
      : [{ id: `${id}/identity`, name: `${name} (system-assigned)`, clientId: "", principalId: identity.principalId }],
  );
  return [...userAssigned, ...systemAssigned];
}

/** Principals of the identities that a resource has. */
function principalsOf(resource: Resource | undefined): readonly string[] {
  const { principalId, userAssignedIdentities = {} } = resource?.identity ?? {};
  const assigned = Object.values(userAssignedIdentities).flatMap((found) => found?.principalId ?? []);
  return principalId === undefined ? assigned : [principalId, ...assigned];
}
