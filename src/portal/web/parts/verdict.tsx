import { Badge, makeStyles } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled } from "@fluentui/react-icons";

const useStyles = makeStyles({ verdict: { whiteSpace: "nowrap", flexShrink: 0 } });

/** Yes or no to something, by colour, picture and word. */
export function Verdict({ isGood, text }: { readonly isGood: boolean; readonly text: string }) {
  const styles = useStyles();
  return (
    <Badge
      className={styles.verdict}
      appearance="tint"
      color={isGood ? "success" : "danger"}
      icon={isGood ? <CheckmarkCircleFilled /> : <DismissCircleFilled />}
    >
      {text}
    </Badge>
  );
}
