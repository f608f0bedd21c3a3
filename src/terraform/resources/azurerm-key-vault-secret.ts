import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { key, map, text, textOf } from "./schema.ts";

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const vaultId = textOf(config, "key_vault_id");
  const vault = vaultId.slice(vaultId.lastIndexOf("/") + 1);
  const versionless = `https://${vault}.vault.azure.net/secrets/${textOf(config, "name")}`;
  const contentType = textOf(config, "content_type");
  const response = await azure.keyVault("PUT", versionless, {
    value: config.value,
    tags: config.tags ?? {},
    attributes: { enabled: true },
    ...(contentType === "" ? {} : { contentType }),
  });
  const id = answerText(response, "id");
  return {
    id,
    version: id.slice(id.lastIndexOf("/") + 1),
    versionless_id: versionless,
    resource_id: `${vaultId}/secrets/${textOf(config, "name")}`,
  };
}

export const azurermKeyVaultSecret: ResourceType = {
  type: "azurerm_key_vault_secret",
  mode: "managed",
  attributes: {
    name: key(),
    key_vault_id: key(),
    value: text({ required: true, sensitive: true }),
    content_type: text(),
    tags: map(),
  },
  create: put,
  update: (config, _attributes, context) => put(config, context),
  async delete(attributes, { azure }) {
    const id = textOf(attributes, "versionless_id");
    await azure.keyVault("DELETE", id);
    await azure.keyVault("DELETE", id.replace("/secrets/", "/deletedsecrets/"));
  },
};
