import { Button, Input, makeStyles } from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import type { Field } from "./compose-request.ts";

const useStyles = makeStyles({
  row: { display: "grid", gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr) auto", gap: "8px", marginBottom: "6px" },
});

export interface FieldTableProps {
  /** What one is: `header`. */
  readonly what: string;
  readonly fields: readonly Field[];
  readonly onChange: (fields: readonly Field[]) => void;
  /** True: the names are given, and none can be added. */
  readonly isFixed?: boolean;
}

/** Names and values to fill in. */
export function FieldTable({ what, fields, onChange, isFixed = false }: FieldTableProps) {
  const styles = useStyles();
  const change = (index: number, changed: Partial<Field>) =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...changed } : field)));
  return (
    <div>
      {fields.map(({ name, value }, index) => (
        <div key={index} className={styles.row}>
          <Input
            aria-label={`Name of ${what} ${index + 1}`}
            value={name}
            readOnly={isFixed}
            onChange={(_event, data) => change(index, { name: data.value })}
          />
          <Input
            aria-label={name === "" ? `Value of ${what} ${index + 1}` : `Value of ${what} ${name}`}
            value={value}
            onChange={(_event, data) => change(index, { value: data.value })}
          />
          {!isFixed && (
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={`Remove ${what} ${name === "" ? index + 1 : name}`}
              onClick={() => onChange(fields.filter((_field, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {!isFixed && (
        <Button size="small" icon={<AddRegular />} onClick={() => onChange([...fields, { name: "", value: "" }])}>
          Add {what}
        </Button>
      )}
    </div>
  );
}
