import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { useApiManagementPlace, useApimList } from "../../azure/api-management.ts";
import { apiVersions, arm } from "../../azure/resource-manager.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Secret } from "../../parts/secret.tsx";
import { EditValueDialog } from "./edit-value-dialog.tsx";
import type { NamedValue } from "./named-value.ts";
import { VaultReference } from "./vault-reference.tsx";

const useStyles = makeStyles({
  value: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px" },
  parts: { display: "flex", flexDirection: "column", gap: "4px" },
});

/** The named values of a service. */
export function NamedValues() {
  const styles = useStyles();
  const { isReady, serviceId } = useApiManagementPlace();
  const values = useApimList<NamedValue>(serviceId, "namedValues", isReady);
  const [edited, setEdited] = useState<string>();
  const empty =
    "The service has no named value. A policy writes one as {{name}}. Add one by Terraform, or with: az apim nv create";
  return (
    <>
      <Loaded query={values} what="named values" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="Named values"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              {
                name: "Name",
                cell: ({ properties }) => <span className={styles.value}>{properties.displayName}</span>,
              },
              { name: "Value", cell: (value) => <Value value={value} onEdit={() => setEdited(value.id)} /> },
              { name: "Kind", cell: ({ properties }) => kindOf(properties) },
              { name: "Tags", cell: ({ properties }) => (properties.tags ?? []).join(", ") || "none" },
            ]}
          />
        )}
      </Loaded>
      {edited !== undefined && <EditValueDialog id={edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}

function kindOf({ keyVault, secret }: NamedValue["properties"]): string {
  if (keyVault) return "Key Vault";
  return secret ? "Secret" : "Plain";
}

function Value({ value, onEdit }: { readonly value: NamedValue; readonly onEdit: () => void }): ReactNode {
  const styles = useStyles();
  const { id, properties } = value;
  if (properties.secret !== true) {
    return (
      <span className={styles.line}>
        <span className={styles.value}>{properties.value}</span>
        <Button size="small" aria-label={`Edit the value of ${properties.displayName}`} onClick={onEdit}>
          Edit
        </Button>
      </span>
    );
  }
  const reveal = async () => {
    const options = { method: "POST" };
    return (await arm<{ readonly value: string }>(`${id}/listValue`, apiVersions.apiManagement, options)).body.value;
  };
  return (
    <div className={styles.parts}>
      <Secret name={`value of ${properties.displayName}`} reveal={reveal} />
      {properties.keyVault && <VaultReference reference={properties.keyVault} />}
    </div>
  );
}
