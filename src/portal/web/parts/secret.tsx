import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { CopyButton } from "./copy-button.tsx";

const useStyles = makeStyles({
  line: { display: "inline-flex", flexWrap: "wrap", alignItems: "center", gap: "8px" },
  value: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
});

export interface SecretProps {
  /** What it is, for the button: `primary key`. */
  readonly name: string;
  /** Fetches the value; nothing secret is on the page before that. */
  readonly reveal: () => Promise<string>;
}

/** A secret that is fetched and shown when asked for, and forgotten when hidden. */
export function Secret({ name, reveal }: SecretProps) {
  const styles = useStyles();
  const [value, setValue] = useState<string>();
  const [error, setError] = useState<string>();
  const show = () => {
    setError(undefined);
    reveal().then(setValue, (failure: unknown) =>
      setError(failure instanceof Error ? failure.message : String(failure)),
    );
  };
  if (value === undefined) {
    return (
      <span className={styles.line}>
        <span aria-hidden>••••••••</span>
        <Button size="small" onClick={show} aria-label={`Show the ${name}`}>
          Show
        </Button>
        {error !== undefined && <span role="alert">{error}</span>}
      </span>
    );
  }
  return (
    <span className={styles.line}>
      <span className={styles.value}>{value}</span>
      <CopyButton text={value} />
      <Button size="small" onClick={() => setValue(undefined)} aria-label={`Hide the ${name}`}>
        Hide
      </Button>
    </span>
  );
}
