import { makeStyles, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  code: {
    margin: 0,
    padding: "12px",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
    maxHeight: "480px",
    overflowY: "auto",
  },
});

/** Text of a machine, as it is. `label` says what it is to those who hear it. It scrolls, so the keyboard can reach it (WCAG 2.1.1). */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const styles = useStyles();
  return (
    <section className={styles.code} aria-label={label} tabIndex={0}>
      {text}
    </section>
  );
}
