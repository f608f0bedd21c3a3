import { makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "8px", minWidth: 0 },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "12px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: "80ch" },
});

export interface TitledSectionProps {
  readonly title: string;
  /** A sentence or two below the title. */
  readonly text?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** 2 for a part of a page, 3 for a part of such a part. */
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

/** A part of a page with its own title, by which it can be found. */
export function TitledSection({ title, text, actions, level = 2, children }: TitledSectionProps) {
  const styles = useStyles();
  const id = useId();
  const Title = level === 2 ? "h2" : "h3";
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <Title id={id} className={styles.title}>
          {title}
        </Title>
        {actions}
      </div>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {children}
    </section>
  );
}
