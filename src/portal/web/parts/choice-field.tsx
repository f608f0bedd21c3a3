import { Field, makeStyles, Select } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  // The longest of the options doesn't make the page wider than a phone.
  field: { gridTemplateColumns: "minmax(0, 1fr)" },
  select: { minWidth: 0 },
});

export interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stands for no choice. */
  readonly placeholder: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was chosen. */
  readonly problem?: string | undefined;
  readonly disabled?: boolean;
  /** `option` and `optgroup` elements. */
  readonly children: ReactNode;
}

/** One of several to choose from. */
export function ChoiceField(props: ChoiceFieldProps) {
  const styles = useStyles();
  const { label, value, onChange, placeholder, hint, problem, disabled = false, children } = props;
  return (
    <Field
      label={label}
      className={styles.field}
      {...(hint === undefined ? {} : { hint })}
      {...(problem === undefined ? {} : { validationMessage: problem })}
    >
      <Select
        className={styles.select}
        select={{ className: styles.select }}
        value={value}
        disabled={disabled}
        onChange={(_event, { value: chosen }) => onChange(chosen)}
      >
        <option value="">{placeholder}</option>
        {children}
      </Select>
    </Field>
  );
}
