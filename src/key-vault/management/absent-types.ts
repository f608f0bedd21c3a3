import { ArmError, badRequest, type ResourceType, resourceNotFound } from "../../resource-manager/index.ts";
import { VAULT_API_VERSIONS, VAULTS } from "./vault.ts";
import { requestedVault, type VaultManagement } from "./vault-management.ts";

const MANAGED_HSMS = "Microsoft.KeyVault/managedHSMs";

/** What vaults and subscriptions may have in Azure and never have here: empty lists; making one is refused by name. */
export function absentTypes({ resources }: VaultManagement): readonly ResourceType[] {
  const ofVault = (segment: string, what: string): ResourceType => ({
    type: `${VAULTS}/${segment}`,
    apiVersions: VAULT_API_VERSIONS,
    list(request) {
      requestedVault(resources, request, request.target.names[0]);
      return { status: 200, body: { value: [] } };
    },
    get(request) {
      const { name } = requestedVault(resources, request, request.target.names[0]);
      throw new ArmError(404, "NotFound", `There is no '${request.name}' in ${segment} of the vault ${name}.`);
    },
    put(request) {
      const { name } = requestedVault(resources, request, request.target.names[0]);
      throw badRequest(`'${request.name}' can't be made in the vault ${name}: Gatehouse's vaults have no ${what}.`);
    },
  });
  return [
    ofVault("keys", "keys"),
    ofVault("privateEndpointConnections", "private endpoints"),
    ofVault("privateLinkResources", "private endpoints"),
    {
      type: MANAGED_HSMS,
      apiVersions: VAULT_API_VERSIONS,
      list: () => ({ status: 200, body: { value: [] } }),
      get({ name, target }) {
        throw resourceNotFound(MANAGED_HSMS, name, target.resourceGroup);
      },
      put({ name }) {
        throw badRequest(`The managed HSM '${name}' can't be made: Gatehouse has vaults only.`);
      },
    },
    {
      // az asks for deleted HSMs whenever it is asked for deleted vaults.
      type: "Microsoft.KeyVault/deletedManagedHSMs",
      apiVersions: VAULT_API_VERSIONS,
      scope: "subscription",
      list: () => ({ status: 200, body: { value: [] } }),
    },
  ];
}
