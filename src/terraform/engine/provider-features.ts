import { isDeepStrictEqual } from "node:util";
import { type Block, type Configuration, evaluate, references, type Scope, TerraformError } from "../language/index.ts";
import { unsupported } from "./unsupported.ts";

/** What the `features` block of the provider azurerm decides, with the provider's defaults. */
export interface Features {
  /** Whether a deleted API Management service is purged at once. */
  readonly purgeApiManagement: boolean;
  readonly purgeKeyVaults: boolean;
  readonly purgeSecrets: boolean;
  /** Whether one to be made comes back, if a deleted one of its name is still kept. */
  readonly recoverApiManagement: boolean;
  readonly recoverKeyVaults: boolean;
  readonly recoverSecrets: boolean;
  /** Whether a resource group that still holds something stays. */
  readonly keepFilledResourceGroups: boolean;
}

export const DEFAULT_FEATURES: Features = {
  purgeApiManagement: true,
  purgeKeyVaults: true,
  purgeSecrets: true,
  recoverApiManagement: true,
  recoverKeyVaults: true,
  recoverSecrets: true,
  keepFilledResourceGroups: true,
};

/**
 * The features of a configuration. They are needed also for what is deleted without its block, so they have to be constants,
 * and all `azurerm` blocks have to agree. Throws TerraformError `UNSUPPORTED` otherwise.
 */
export function readFeatures(configuration: Configuration): Features {
  const blocks = configuration.modules
    .flatMap(({ providers }) => providers)
    .filter((block) => block.labels[0] === "azurerm");
  const [first = DEFAULT_FEATURES, ...others] = blocks.map((block) => featuresOf(block, configuration));
  const differs = others.findIndex((features) => !isDeepStrictEqual(features, first));
  const different = blocks[differs + 1];
  if (differs !== -1 && different !== undefined)
    throw unsupported("All azurerm provider blocks must have the same features.", different.range);
  return first;
}

function featuresOf(provider: Block, { folder }: Configuration): Features {
  const features = provider.body.blocks.find(({ type }) => type === "features");
  const flag = (name: string, argument: string): boolean => {
    const expression = features?.body.blocks
      .find(({ type }) => type === name)
      ?.body.attributes.get(argument)?.expression;
    if (expression === undefined) return true;
    if (references(expression).length > 0)
      throw unsupported(`"${argument}" must be written as true or false.`, expression.range);
    const value = evaluate(expression, emptyScope(folder));
    if (typeof value === "boolean") return value;
    throw new TerraformError("INVALID_VALUE", `"${argument}" must be true or false.`, expression.range);
  };
  return {
    purgeApiManagement: flag("api_management", "purge_soft_delete_on_destroy"),
    purgeKeyVaults: flag("key_vault", "purge_soft_delete_on_destroy"),
    purgeSecrets: flag("key_vault", "purge_soft_deleted_secrets_on_destroy"),
    recoverApiManagement: flag("api_management", "recover_soft_deleted"),
    recoverKeyVaults: flag("key_vault", "recover_soft_deleted_key_vaults"),
    recoverSecrets: flag("key_vault", "recover_soft_deleted_secrets"),
    keepFilledResourceGroups: flag("resource_group", "prevent_deletion_if_contains_resources"),
  };
}

function emptyScope(folder: string): Scope {
  const never = new Date(0);
  return {
    ...{ variables: new Map(), locals: new Map(), resources: new Map(), data: new Map(), modules: new Map() },
    ...{ paths: { module: ".", root: ".", cwd: folder }, workspace: "default", now: () => never, planTime: never },
  };
}
