import { type ClientId, newClientId, newObjectId, type ObjectId } from "../../platform/index.ts";
import type { Application } from "./application.ts";
import { createClientSecret, withoutPassword } from "./client-secret.ts";
import { keepDeleted } from "./deleted-objects.ts";
import type { ServicePrincipals } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import { forgetObject } from "./forget-object.ts";
import { withoutReference, withReference } from "./references.ts";
import { type ServicePrincipal, servicePrincipalDefaults } from "./service-principal.ts";
import { type DirectoryContext, timestamp } from "./tables.ts";

/** Opens the tenant's service principals. */
export function openServicePrincipals(context: DirectoryContext): ServicePrincipals {
  const { tables, clock, tenantId } = context;
  const table = tables.servicePrincipals;

  function require(id: string): ServicePrincipal {
    const found = table.get(id.toLowerCase());
    if (found === undefined) throw objectNotFound(id);
    return found;
  }

  function findByAppId(appId: string): ServicePrincipal | undefined {
    const wanted = appId.toLowerCase();
    return [...table.values()].find((principal) => principal.appId === wanted);
  }

  function change(id: string, changes: Partial<ServicePrincipal>): ServicePrincipal {
    const changed = { ...require(id), ...changes };
    table.put(changed.id, changed);
    return changed;
  }

  return {
    get: (id) => table.get(id.toLowerCase()),
    list: () => [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findByAppId,
    create({ appId, id, owners = [], ...properties }) {
      const application = [...tables.applications.values()].find(
        (candidate) => candidate.appId === appId.toLowerCase(),
      );
      if (findByAppId(appId) !== undefined) throw nameInUse(appId);
      if (application === undefined) {
        throw new DirectoryError(
          "NO_BACKING_APPLICATION",
          `The appId '${appId}' of the service principal does not reference a valid application object.`,
        );
      }
      for (const owner of owners) context.requireOwner(owner);
      const principal: ServicePrincipal = {
        ...servicePrincipalDefaults,
        ...properties,
        ...mirrored(application),
        id: id ?? newObjectId(),
        appId: application.appId,
        servicePrincipalType: "Application",
        appOwnerOrganizationId: tenantId,
        createdDateTime: timestamp(clock),
        passwordCredentials: [],
        owners: [...new Set(owners)],
      };
      if (context.find(principal.id) !== undefined) throw nameInUse(principal.id);
      table.put(principal.id, principal);
      return principal;
    },
    createManagedIdentity({ displayName, alternativeNames }) {
      const appId = newClientId();
      const principal: ServicePrincipal = {
        ...servicePrincipalDefaults,
        id: newObjectId(),
        appId,
        servicePrincipalType: "ManagedIdentity",
        displayName,
        alternativeNames,
        appDisplayName: null,
        appOwnerOrganizationId: null,
        appRoles: [],
        oauth2PermissionScopes: [],
        servicePrincipalNames: [appId],
        signInAudience: null,
        homepage: null,
        logoutUrl: null,
        replyUrls: [],
        info: null,
        createdDateTime: timestamp(clock),
        passwordCredentials: [],
        owners: [],
      };
      table.put(principal.id, principal);
      return principal;
    },
    update: (id, changes) => change(id, changes),
    delete(id) {
      const principal = table.get(id.toLowerCase());
      if (principal === undefined) return false;
      tables.transaction(() => {
        table.delete(principal.id);
        forgetObject(tables, principal.id);
        if (principal.appOwnerOrganizationId === tenantId) {
          keepDeleted(context, { kind: "servicePrincipal", object: principal, deletedDateTime: timestamp(clock) });
        }
      });
      return true;
    },
    addOwner(id, owner) {
      context.requireOwner(owner);
      change(id, { owners: withReference(require(id).owners, owner, "owners") });
    },
    removeOwner: (id, owner) => void change(id, { owners: withoutReference(require(id).owners, owner) }),
    addPassword(id, request = {}) {
      const principal = require(id);
      if (principal.appOwnerOrganizationId !== tenantId) {
        throw new DirectoryError(
          "NOT_ALLOWED",
          `The credentials of '${principal.displayName}' belong to Azure: a secret can't be added to it.`,
        );
      }
      const added = createClientSecret(clock, request);
      change(id, { passwordCredentials: [...principal.passwordCredentials, added.credential] });
      return added;
    },
    setKeys: (id, keyCredentials) => void change(id, { keyCredentials }),
    removePassword(id, keyId) {
      change(id, { passwordCredentials: withoutPassword(require(id).passwordCredentials, keyId) });
    },
  };
}

/** Carries a change of an application over to its service principal in the tenant. */
export function mirrorApplication({ tables }: DirectoryContext, application: Application): void {
  for (const principal of [...tables.servicePrincipals.values()]) {
    if (principal.appId === application.appId) {
      tables.servicePrincipals.put(principal.id, { ...principal, ...mirrored(application) });
    }
  }
}

type Mirrored = Pick<
  ServicePrincipal,
  | "displayName"
  | "appDisplayName"
  | "appRoles"
  | "oauth2PermissionScopes"
  | "servicePrincipalNames"
  | "signInAudience"
  | "homepage"
  | "logoutUrl"
  | "replyUrls"
  | "info"
>;

function mirrored(application: Application): Mirrored {
  return {
    displayName: application.displayName,
    appDisplayName: application.displayName,
    appRoles: application.appRoles,
    oauth2PermissionScopes: application.api.oauth2PermissionScopes,
    servicePrincipalNames: [...application.identifierUris, application.appId],
    signInAudience: application.signInAudience,
    homepage: application.web.homePageUrl,
    logoutUrl: application.web.logoutUrl,
    replyUrls: [
      ...application.web.redirectUris,
      ...application.spa.redirectUris,
      ...application.publicClient.redirectUris,
    ],
    info: application.info,
  };
}

function nameInUse(name: ClientId | ObjectId | string): DirectoryError {
  return new DirectoryError(
    "SERVICE_PRINCIPAL_EXISTS",
    `The service principal cannot be created, updated, or restored because the service principal name ${name} is already in use.`,
  );
}
