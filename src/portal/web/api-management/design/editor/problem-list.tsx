import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, ErrorCircleFilled, WarningFilled } from "@fluentui/react-icons";
import type { PolicyProblem } from "../../../../../control/contract/policies.ts";

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", gap: "4px", margin: 0, padding: 0, listStyleType: "none" },
  item: { display: "flex", alignItems: "baseline", gap: "8px" },
  text: { overflowWrap: "anywhere", minWidth: 0 },
  icon: { flexShrink: 0, alignSelf: "center" },
  error: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  fine: { color: tokens.colorStatusSuccessForeground1 },
});

/** What is wrong with the document, line by line, each with the way there. `problems` is undefined until it is known. */
export function ProblemList({
  problems,
  onGo,
}: {
  readonly problems: readonly PolicyProblem[] | undefined;
  readonly onGo: (problem: PolicyProblem) => void;
}) {
  const styles = useStyles();
  return (
    <div role="status" aria-label="Problems of the document">
      {problems === undefined && "Checking the document."}
      {problems?.length === 0 && (
        <span className={styles.item}>
          <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.fine)} aria-hidden />
          No problems.
        </span>
      )}
      {problems !== undefined && problems.length > 0 && (
        <ul className={styles.list}>
          {problems.map((problem) => (
            <li key={JSON.stringify(problem)} className={styles.item}>
              {problem.severity === "error" ? (
                <ErrorCircleFilled className={mergeClasses(styles.icon, styles.error)} aria-label="Error" />
              ) : (
                <WarningFilled className={mergeClasses(styles.icon, styles.warning)} aria-label="Warning" />
              )}
              <span className={styles.text}>
                Line {problem.line}: {problem.message}
              </span>
              <Button size="small" aria-label={`Go to line ${problem.line}`} onClick={() => onGo(problem)}>
                Go
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
