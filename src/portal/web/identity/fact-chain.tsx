import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled, QuestionCircleFilled } from "@fluentui/react-icons";
import type { ReachabilityFact } from "../../../control/contract/checks.ts";
import { Code } from "../parts/code.tsx";
import { CopyButton } from "../parts/copy-button.tsx";

const looks = {
  holds: { color: "success", icon: <CheckmarkCircleFilled />, name: "holds" },
  fails: { color: "danger", icon: <DismissCircleFilled />, name: "fails" },
  unknown: { color: "warning", icon: <QuestionCircleFilled />, name: "not known" },
} as const;

const useStyles = makeStyles({
  chain: { display: "flex", flexDirection: "column", gap: "12px", margin: 0, paddingLeft: "24px" },
  fact: { overflowWrap: "anywhere" },
  mend: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    gap: "8px",
    margin: "8px 0 0",
    paddingLeft: "12px",
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
  },
  command: { alignSelf: "stretch" },
});

/** The facts that decide whether A may call B, in order, and what would make those hold that don't. */
export function FactChain({ facts }: { readonly facts: readonly ReachabilityFact[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.chain} aria-label="Facts">
      {facts.map(({ state, text, mend }) => {
        const { color, icon, name } = looks[state];
        return (
          <li key={text} className={styles.fact}>
            <Badge appearance="tint" color={color} icon={icon}>
              {name}
            </Badge>{" "}
            {text}
            {mend !== undefined && (
              <div className={styles.mend}>
                <span>{mend.text}</span>
                <div className={styles.command}>
                  <Code text={mend.command} label="Command that mends it" />
                </div>
                <CopyButton text={mend.command} label="Copy the command" />
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}
