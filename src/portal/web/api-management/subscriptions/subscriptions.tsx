import { useApiManagementPlace, useApimList } from "../../azure/api-management.ts";
import type { ArmResource } from "../../azure/resource-manager.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { SubscriptionKey } from "./subscription-key.tsx";

type Subscription = ArmResource<{
  /** The built-in one may have none. */
  readonly displayName?: string | null;
  readonly scope: string;
  readonly state: string;
}>;

/** The subscriptions of a service and their keys. */
export function Subscriptions() {
  const { isReady, serviceId } = useApiManagementPlace();
  const subscriptions = useApimList<Subscription>(serviceId, "subscriptions", isReady);
  const empty = "The service has no subscription. Add one by Terraform: azurerm_api_management_subscription.";
  return (
    <Loaded query={subscriptions} what="subscriptions" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="Subscriptions"
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            { name: "Name", cell: nameOf },
            { name: "Scope", cell: ({ properties }) => describeScope(properties.scope) },
            { name: "State", cell: ({ properties }) => properties.state },
            {
              name: "Primary key",
              cell: (subscription) => (
                <SubscriptionKey id={subscription.id} of={nameOf(subscription)} which="primary" />
              ),
            },
            {
              name: "Secondary key",
              cell: (subscription) => (
                <SubscriptionKey id={subscription.id} of={nameOf(subscription)} which="secondary" />
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function nameOf({ name, properties }: Subscription): string {
  return properties.displayName || name;
}

/** What the keys open: a scope is the id of the service, of its APIs, of one API or of a product. */
function describeScope(scope: string): string {
  const [kind = "", name = ""] = (scope.split(/\/service\/[^/]+\//i)[1] ?? "").split("/");
  if (kind === "") return "Everything of the service";
  if (kind.toLowerCase() === "products") return `Product ${name}`;
  return name === "" ? "All APIs" : `API ${name}`;
}
