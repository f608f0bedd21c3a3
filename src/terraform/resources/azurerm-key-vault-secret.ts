import { AzureRequestError } from "../engine/azure-request-error.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { isThere } from "./arm-resource.ts";
import { given, key, map, text, textOf } from "./schema.ts";

/** A deleted secret of the name is in the way until it is recovered; the new value becomes its next version. */
async function create(config: Config, context: ResourceContext): Promise<Config> {
  try {
    return await put(config, context);
  } catch (error) {
    const isInTheWay = error instanceof AzureRequestError && error.status === 409;
    if (!isInTheWay || !context.features.recoverSecrets) throw error;
    await context.azure.keyVault("POST", `${versionlessId(config).replace("/secrets/", "/deletedsecrets/")}/recover`);
    return put(config, context);
  }
}

function versionlessId(config: Config): string {
  const vaultId = textOf(config, "key_vault_id");
  const vault = vaultId.slice(vaultId.lastIndexOf("/") + 1);
  return `https://${vault}.vault.azure.net/secrets/${textOf(config, "name")}`;
}

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const [vaultId, name] = [textOf(config, "key_vault_id"), textOf(config, "name")];
  const versionless = versionlessId(config);
  const response = await azure.keyVault("PUT", versionless, {
    attributes: { ...time("nbf", config.not_before_date), ...time("exp", config.expiration_date) },
    tags: config.tags ?? {},
    value: config.value,
    ...given("contentType", textOf(config, "content_type")),
  });
  const id = answerText(response, "id");
  const version = id.slice(id.lastIndexOf("/") + 1);
  return {
    id,
    version,
    versionless_id: versionless,
    resource_id: `${vaultId}/secrets/${name}/versions/${version}`,
    resource_versionless_id: `${vaultId}/secrets/${name}`,
  };
}

/** A date as Key Vault takes it: seconds since the epoch. */
function time(name: string, date: Config[string] | undefined): Readonly<Record<string, number>> {
  return typeof date === "string" ? { [name]: Math.floor(Date.parse(date) / 1000) } : {};
}

/** A secret. Every change makes a new version of it. */
export const azurermKeyVaultSecret: ResourceType = {
  type: "azurerm_key_vault_secret",
  mode: "managed",
  attributes: {
    name: key(),
    key_vault_id: key(),
    value: text({ required: true, sensitive: true }),
    content_type: text(),
    not_before_date: text(),
    expiration_date: text(),
    tags: map(),
  },
  create,
  update: (config, _before, context) => put(config, context),
  exists: (attributes, { azure }) => isThere(() => azure.keyVault("GET", `${textOf(attributes, "versionless_id")}/`)),
  async delete(attributes, { azure, features }) {
    const id = textOf(attributes, "versionless_id");
    await azure.keyVault("DELETE", id);
    if (features.purgeSecrets) await azure.keyVault("DELETE", id.replace("/secrets/", "/deletedsecrets/"));
  },
};
