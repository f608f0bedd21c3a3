import { Badge, Button, Field, Input, MessageBar, MessageBarBody, makeStyles } from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import {
  changeSettings,
  fetchSettings,
  type SettingReference,
  useFunctionAppPlace,
  useSiteList,
} from "../azure/function-apps.ts";
import { ConfirmButton } from "../parts/confirm-button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Failure, Loaded } from "../parts/loaded.tsx";
import { Secret } from "../parts/secret.tsx";

const useStyles = makeStyles({
  form: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr) auto",
    gap: "12px",
    alignItems: "end",
    "@media (max-width: 720px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});

/** The app's settings: names, values when asked for, Key Vault references with what became of them. */
export function AppSettings() {
  const styles = useStyles();
  const queries = useQueryClient();
  const { isReady, siteId } = useFunctionAppPlace();
  const names = useQuery({
    queryKey: ["web", "settings", siteId.toLowerCase()],
    // Only the names are kept: a value comes when a person asks for it.
    queryFn: async () => Object.keys(await fetchSettings(siteId)).sort(),
    enabled: isReady,
  });
  const references = useSiteList<SettingReference>(`${siteId}/config/configreferences/appsettings`, isReady);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const save = useMutation({
    mutationFn: () => changeSettings(siteId, (settings) => ({ ...settings, [name]: value })),
    onSuccess: () => {
      setName("");
      setValue("");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["web"] }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const empty = "The app has no settings. Add one below.";
  return (
    <>
      <MessageBar layout="multiline">
        <MessageBarBody>A change of the settings restarts the app, as in Azure.</MessageBarBody>
      </MessageBar>
      <Loaded query={names} what="settings" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="App settings"
            rows={found}
            keyOf={(setting) => setting}
            columns={[
              { name: "Name", cell: (setting) => setting },
              {
                name: "Value",
                cell: (setting) => {
                  const reference = references.data?.find((one) => one.name === setting)?.properties;
                  return reference === undefined ? (
                    <Secret
                      name={`value of ${setting}`}
                      reveal={async () => (await fetchSettings(siteId))[setting] ?? ""}
                    />
                  ) : (
                    <>
                      {reference.reference}{" "}
                      <Badge appearance="tint" color={reference.status === "Resolved" ? "success" : "danger"}>
                        {reference.status}
                      </Badge>{" "}
                      {reference.status === "Resolved" ? "" : reference.details}
                    </>
                  );
                },
              },
              {
                name: "Delete",
                cell: (setting) => (
                  <ConfirmButton
                    action="Delete"
                    label={`Delete ${setting}`}
                    question={`Delete ${setting}?`}
                    text="The app restarts without it."
                    run={() =>
                      changeSettings(siteId, (settings) =>
                        Object.fromEntries(Object.entries(settings).filter(([one]) => one !== setting)),
                      )
                    }
                    onDone={() => void queries.invalidateQueries({ queryKey: ["web"] })}
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <form className={styles.form} onSubmit={submit} aria-label="Add or change a setting">
        <Field label="Name of the setting" hint="An existing one is changed.">
          <Input value={name} required onChange={(_event, data) => setName(data.value)} />
        </Field>
        <Field label="New value" hint="Plain, or @Microsoft.KeyVault(…).">
          <Input value={value} onChange={(_event, data) => setValue(data.value)} />
        </Field>
        <Button type="submit" appearance="primary" disabled={save.isPending || name === ""}>
          Save
        </Button>
      </form>
      <div role="status">{save.isSuccess && "Saved. The app restarts."}</div>
      {save.isError && <Failure error={save.error} />}
    </>
  );
}
