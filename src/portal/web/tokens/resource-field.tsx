import { Field, Input } from "@fluentui/react-components";
import { useId } from "react";
import { useApplications } from "../identity/directory.ts";

/** Microsoft's own resources that managed identities are mostly used for ("Services that support Microsoft Entra authentication"). */
const MICROSOFTS = [
  "https://graph.microsoft.com",
  "https://management.azure.com",
  "https://storage.azure.com/",
  "https://vault.azure.net",
];

export interface ResourceFieldProps {
  readonly value: string;
  readonly onChange: (resource: string) => void;
}

/** What a token is for: one of the applications' names, or whatever is typed. */
export function ResourceField({ value, onChange }: ResourceFieldProps) {
  const id = useId();
  const applications = useApplications().data ?? [];
  return (
    <Field
      label="Resource"
      hint="Identifier URI or application id of what is to be called. Choose one of the list, or type."
    >
      <Input value={value} list={id} autoComplete="off" onChange={(_event, { value: typed }) => onChange(typed)} />
      <datalist id={id}>
        {applications.flatMap(({ appId, displayName, identifierUris }) =>
          [...identifierUris, appId].map((name) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          )),
        )}
        {MICROSOFTS.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
