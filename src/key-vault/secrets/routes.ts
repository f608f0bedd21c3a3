import type { PermissionKind, Vault } from "../management/vault.ts";
import type { Requirement } from "./authorize.ts";
import { badParameter, KeyVaultError } from "./key-vault-error.ts";
import { listDeletedSecrets, listSecrets, listVersions, type PageRequest } from "./list-secrets.ts";
import {
  deleteSecret,
  getDeletedSecret,
  getSecret,
  purgeDeletedSecret,
  recoverDeletedSecret,
  type SecretCall,
  setSecret,
  updateSecret,
} from "./secret-operations.ts";

/** What a method and a path ask for. */
export interface Route {
  readonly requirement: Requirement;
  /** The path below the vault that a role assignment may be scoped to: `secrets/name`; empty for the vault. */
  readonly object: string;
  readonly name: string;
  readonly version: string;
  /** Undefined means 204. */
  readonly run: (call: SecretCall, page: PageRequest) => object | undefined;
}

const NAME = /^[0-9a-z-]{1,127}$/i;

/** Finds the operation. Empty segments don't count: `/secrets/n/` and `//secrets/n` are sent by real clients. */
export function findRoute(method: string, path: string, vault: Vault): Route {
  const [collection = "", name = "", third = "", ...more] = path.split("/").filter(Boolean);
  const kind = collection.toLowerCase();
  if (kind === "certificates" && name === "contacts" && third === "") return contacts(method);
  const family = /^(?:deleted)?(keys|certificates|storage)$/.exec(kind)?.[1];
  if (family !== undefined) {
    throw badParameter(
      `Gatehouse's Key Vault has secrets only: ${method} on ${family} of ${vault.name} is not supported.`,
    );
  }
  if (kind === "secrets" && (third === "backup" || name === "restore")) {
    throw badParameter("Gatehouse's Key Vault doesn't back up or restore secrets.");
  }
  const route = more.length > 0 ? undefined : secretRoute(method, kind, name, third);
  if (route === undefined) {
    throw badParameter(`Method ${method} does not allow operation '${third || name || collection}'`);
  }
  if (name !== "" && !NAME.test(name)) throw badParameter(`The request URI contains an invalid name: ${name}`);
  return route;
}

function secretRoute(method: string, kind: string, name: string, third: string): Route | undefined {
  const about = { object: name === "" ? "" : `secrets/${name}`, name, version: third };
  switch (`${method} ${kind}${name === "" ? "" : "/{name}"}`) {
    case "GET secrets":
      return { ...about, ...metadata("list"), run: ({ vault, secrets }, page) => listSecrets(vault, secrets, page) };
    case "GET secrets/{name}":
      if (third.toLowerCase() === "versions") return { ...about, ...metadata("list"), run: listVersions };
      return { ...about, ...secret("get", "getSecret/action"), run: getSecret };
    case "PUT secrets/{name}":
      return third === "" ? { ...about, ...secret("set", "setSecret/action"), run: setSecret } : undefined;
    case "PATCH secrets/{name}":
      return { ...about, ...secret("set", "update/action"), run: updateSecret };
    case "DELETE secrets/{name}":
      return third === "" ? { ...about, ...secret("delete", "delete"), run: deleteSecret } : undefined;
    case "GET deletedsecrets":
      return {
        ...about,
        ...metadata("list"),
        run: ({ vault, secrets }, page) => listDeletedSecrets(vault, secrets, page),
      };
    case "GET deletedsecrets/{name}":
      return third === "" ? { ...about, ...metadata("get"), run: getDeletedSecret } : undefined;
    case "POST deletedsecrets/{name}":
      if (third.toLowerCase() !== "recover") return undefined;
      return { ...about, ...secret("recover", "recover/action"), run: recoverDeletedSecret };
    case "DELETE deletedsecrets/{name}":
      if (third !== "") return undefined;
      return { ...about, ...secret("purge", "purge/action"), run: (call) => void purgeDeletedSecret(call) };
    default:
      return undefined;
  }
}

/** azurerm reads a vault's certificate contacts with the vault itself, and takes 404 (and 403) for none. */
function contacts(method: string): Route {
  if (method !== "GET") {
    throw badParameter(`Gatehouse's Key Vault has secrets only: ${method} on certificate contacts is not supported.`);
  }
  return {
    requirement: requirement("certificates", "managecontacts", "Microsoft.KeyVault/vaults/certificatecontacts/write"),
    object: "",
    name: "",
    version: "",
    run() {
      throw new KeyVaultError(404, "ContactsNotFound", "Contacts not found");
    },
  };
}

function secret(permission: string, action: string): { readonly requirement: Requirement } {
  return { requirement: requirement("secrets", permission, `Microsoft.KeyVault/vaults/secrets/${action}`) };
}

function metadata(permission: string): { readonly requirement: Requirement } {
  return secret(permission, "readMetadata/action");
}

function requirement(kind: PermissionKind, permission: string, dataAction: string): Requirement {
  return { kind, permission, dataAction };
}
