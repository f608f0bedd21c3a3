import { z } from "zod";
import { ArmError, badRequest, type ResourceType } from "../../resource-manager/index.ts";
import { newestVersion } from "../secrets/render-secret.ts";
import { MAX_VALUE_LENGTH } from "../secrets/secret-operations.ts";
import type { Secret, SecretStore } from "../secrets/secret-store.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import { VAULT_API_VERSIONS, VAULTS, type Vault } from "./vault.ts";
import { requestedVault, type VaultManagement } from "./vault-management.ts";

const TYPE = `${VAULTS}/secrets`;

const bodySchema = z.object({
  tags: z.record(z.string(), z.string()).nullish(),
  properties: z.object({
    value: z.string().max(MAX_VALUE_LENGTH),
    contentType: z.string().max(255).nullish(),
    attributes: z.object({ enabled: z.boolean().nullish(), nbf: z.int().nullish(), exp: z.int().nullish() }).nullish(),
  }),
});

/**
 * Secrets by way of Resource Manager, as templates set them (Key Vault REST: "Secrets - Create Or Update"). A role on the vault's
 * resource is enough to set one, as in Azure; none is ever enough to read a value here.
 */
export function secretsType({ resources }: VaultManagement, secrets: SecretStore): ResourceType {
  return {
    type: TYPE,
    apiVersions: VAULT_API_VERSIONS,
    list(request) {
      const vault = requestedVault(resources, request, request.target.names[0]);
      const present = secrets.list(vault.name).filter(({ deleted }) => deleted === undefined);
      return { status: 200, body: { value: present.map((secret) => render(vault, secret)) } };
    },
    get(request) {
      const vault = requestedVault(resources, request, request.target.names[0]);
      const secret = secrets.get(vault.name, request.name);
      if (secret === undefined || secret.deleted !== undefined) {
        throw new ArmError(
          404,
          "SecretNotFound",
          `The secret '${request.name}' was not found in the vault ${vault.name}.`,
        );
      }
      return { status: 200, body: render(vault, secret) };
    },
    put(request) {
      const vault = requestedVault(resources, request, request.target.names[0]);
      if (!/^[0-9a-z-]{1,127}$/i.test(request.name)) {
        throw badRequest(
          `'${request.name}' is not a name for a secret: it takes 1 to 127 letters, digits and hyphens.`,
        );
      }
      const { tags, properties } = parseArmBody(bodySchema, request.body);
      if (secrets.get(vault.name, request.name)?.deleted !== undefined) {
        throw new ArmError(
          409,
          "ConflictError",
          `Secret ${request.name} is currently in a deleted but recoverable state, and its name cannot be reused.`,
        );
      }
      const { value, contentType, attributes } = properties;
      const secret = secrets.addVersion(vault.name, request.name, {
        value,
        enabled: attributes?.enabled ?? true,
        ...(contentType == null ? {} : { contentType }),
        ...(tags == null ? {} : { tags }),
        ...(attributes?.nbf == null ? {} : { notBefore: attributes.nbf }),
        ...(attributes?.exp == null ? {} : { expires: attributes.exp }),
      });
      return { status: 200, body: render(vault, secret) };
    },
  };
}

/** The newest version, without its value. */
function render(vault: Vault, secret: Secret): unknown {
  const { version, contentType, tags, enabled, notBefore, expires, created, updated } = newestVersion(secret);
  const secretUri = `${vault.properties.vaultUri}secrets/${secret.name}`;
  return {
    id: `${vault.id}/secrets/${secret.name}`,
    name: secret.name,
    type: TYPE,
    location: vault.location,
    tags: tags ?? {},
    properties: {
      ...(contentType === undefined ? {} : { contentType }),
      attributes: {
        enabled,
        ...(notBefore === undefined ? {} : { nbf: notBefore }),
        ...(expires === undefined ? {} : { exp: expires }),
        created,
        updated,
      },
      secretUri,
      secretUriWithVersion: `${secretUri}/${version}`,
    },
  };
}
