import { randomUUID } from "node:crypto";
import type { FederatedCredentials } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import type { FederatedCredential } from "./federated-credential.ts";
import type { DirectoryContext } from "./tables.ts";

/** "federatedIdentityCredential resource type": no application has more. */
const MOST = 20;

/** Opens the federated identity credentials of applications. */
export function openFederatedCredentials({ tables }: DirectoryContext): FederatedCredentials {
  const table = tables.federatedCredentials;

  const list = (applicationId: string) =>
    [...table.values()]
      .filter((credential) => credential.applicationId === applicationId.toLowerCase())
      .sort((a, b) => (a.id < b.id ? -1 : 1));

  /** By id or by name: Graph takes either. */
  function find(applicationId: string, key: string): FederatedCredential | undefined {
    return list(applicationId).find(({ id, name }) => id === key.toLowerCase() || name === key);
  }

  function save(credential: FederatedCredential): FederatedCredential {
    const others = list(credential.applicationId).filter(({ id }) => id !== credential.id);
    if (others.length >= MOST) {
      throw new DirectoryError("INVALID_VALUE", `An application has at most ${MOST} federated identity credentials.`);
    }
    for (const { name, issuer, subject } of others) {
      if (name === credential.name) {
        throw new DirectoryError(
          "FEDERATED_CREDENTIAL_EXISTS",
          `FederatedIdentityCredential with name ${name} already exists.`,
        );
      }
      if (issuer === credential.issuer && subject === credential.subject) {
        throw new DirectoryError(
          "INVALID_VALUE",
          "A combination of issuer and subject on a federated identity credential must be unique on this object.",
        );
      }
    }
    table.put(credential.id, credential);
    return credential;
  }

  return {
    list,
    find,
    create(applicationId, draft) {
      const application = tables.applications.get(applicationId.toLowerCase());
      if (application === undefined) throw objectNotFound(applicationId);
      return save({ ...draft, id: randomUUID(), applicationId: application.id });
    },
    update(applicationId, key, changes) {
      const previous = find(applicationId, key);
      if (previous === undefined) throw objectNotFound(key);
      return save({ ...previous, ...changes });
    },
    delete(applicationId, key) {
      const found = find(applicationId, key);
      return found !== undefined && table.delete(found.id);
    },
  };
}
