import { newClientId, newObjectId, type ObjectId } from "../../platform/index.ts";
import { type Application, type ApplicationDraft, applicationDefaults } from "./application.ts";
import { checkApplication } from "./check-application.ts";
import { createClientSecret, withoutPassword } from "./client-secret.ts";
import { keepDeleted } from "./deleted-objects.ts";
import type { Applications, ServicePrincipals } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import { forgetObject } from "./forget-object.ts";
import { withoutReference, withReference } from "./references.ts";
import { mirrorApplication } from "./service-principals.ts";
import { type DirectoryContext, timestamp } from "./tables.ts";

/** Opens the tenant's app registrations. */
export function openApplications(context: DirectoryContext, servicePrincipals: ServicePrincipals): Applications {
  const { tables, clock, domain } = context;
  const table = tables.applications;

  function require(id: string): Application {
    const found = table.get(id.toLowerCase());
    if (found === undefined) throw objectNotFound(id);
    return found;
  }

  function requireFreeNames(application: Application): void {
    for (const uri of application.identifierUris) {
      for (const other of table.values()) {
        if (other.id !== application.id && other.identifierUris.includes(uri)) {
          throw new DirectoryError(
            "KEY_TAKEN",
            "Another object with the same value for property identifierUris already exists.",
          );
        }
      }
    }
  }

  function save(application: Application): Application {
    tables.transaction(() => {
      table.put(application.id, application);
      mirrorApplication(context, application);
    });
    return application;
  }

  function create(draft: ApplicationDraft): Application {
    const application: Application = {
      ...applicationDefaults,
      ...draft,
      id: draft.id ?? newObjectId(),
      appId: draft.appId ?? newClientId(),
      createdDateTime: timestamp(clock),
      publisherDomain: domain,
      passwordCredentials: [],
      keyCredentials: [],
      owners: [...new Set(draft.owners ?? [])],
    };
    checkApplication(application, undefined);
    requireFreeNames(application);
    if (context.find(application.id) !== undefined || findByAppId(application.appId) !== undefined) {
      throw new DirectoryError("KEY_TAKEN", "Another object with the same value for property appId already exists.");
    }
    for (const owner of application.owners) context.requireOwner(owner);
    return save(application);
  }

  function findByAppId(appId: string): Application | undefined {
    const wanted = appId.toLowerCase();
    return [...table.values()].find((application) => application.appId === wanted);
  }

  function changeOwners(id: string, change: (owners: readonly ObjectId[]) => readonly ObjectId[]): void {
    const application = require(id);
    table.put(application.id, { ...application, owners: change(application.owners) });
  }

  return {
    get: (id) => table.get(id.toLowerCase()),
    list: () => [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    findByAppId,
    create,
    update(id, changes) {
      const previous = require(id);
      const next: Application = { ...previous, ...changes };
      checkApplication(next, previous);
      requireFreeNames(next);
      return save(next);
    },
    delete(id) {
      const application = table.get(id.toLowerCase());
      if (application === undefined) return false;
      tables.transaction(() => {
        table.delete(application.id);
        forgetObject(tables, application.id);
        keepDeleted(context, { kind: "application", object: application, deletedDateTime: timestamp(clock) });
        const principal = servicePrincipals.findByAppId(application.appId);
        if (principal !== undefined) servicePrincipals.delete(principal.id);
      });
      return true;
    },
    addOwner(id, owner) {
      context.requireOwner(owner);
      changeOwners(id, (owners) => withReference(owners, owner, "owners"));
    },
    removeOwner: (id, owner) => changeOwners(id, (owners) => withoutReference(owners, owner)),
    addPassword(id, request = {}) {
      const application = require(id);
      const added = createClientSecret(clock, request);
      const passwordCredentials = [...application.passwordCredentials, added.credential];
      table.put(application.id, { ...application, passwordCredentials });
      return added;
    },
    setKeys(id, keyCredentials) {
      const application = require(id);
      table.put(application.id, { ...application, keyCredentials });
    },
    removePassword(id, keyId) {
      const application = require(id);
      const passwordCredentials = withoutPassword(application.passwordCredentials, keyId);
      table.put(application.id, { ...application, passwordCredentials });
    },
  };
}
