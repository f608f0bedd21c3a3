import { z } from "zod";
import { badRequest, parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const schema = z.record(z.string(), z.looseObject({})).nullish();

/**
 * `config/azurestorageaccounts`: mounted shares. azurerm always puts an empty set; a share is refused, as none is
 * mounted.
 */
export const azureStorageAccounts: ConfigKind = {
  name: "azurestorageaccounts",
  shownBy: ["list"],
  render: (site) => site.state.azureStorageAccounts,
  replace(site, properties) {
    const [share] = Object.keys(parseBody(schema, properties) ?? {});
    if (share !== undefined) {
      throw badRequest(
        `The storage mount '${share}' of site '${site.resource.name}' is not supported: Gatehouse mounts no Azure Files shares or blob containers into sites.`,
        "StorageMountNotSupported",
      );
    }
    return { ...site, state: { ...site.state, azureStorageAccounts: {} } };
  },
};
