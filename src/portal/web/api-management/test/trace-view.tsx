import { Badge, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from "@fluentui/react-components";
import { Link } from "react-router";
import { ChangeView } from "./change-view.tsx";
import { explainRefusal } from "./explain-refusal.ts";
import { Mend } from "./mend.tsx";
import { SECTIONS, type Step, stepsOf, type Trace } from "./trace-document.ts";

const useStyles = makeStyles({
  steps: { display: "flex", flexDirection: "column", gap: "4px", margin: 0, padding: 0, listStyleType: "none" },
  step: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  refused: { borderLeft: `4px solid ${tokens.colorStatusDangerBorder2}` },
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(180px, 260px) 80px minmax(60px, 200px) minmax(0, 1fr)",
    gap: "12px",
    alignItems: "center",
    padding: "8px",
    cursor: "pointer",
    "@media (max-width: 720px)": { gridTemplateColumns: "minmax(0, 1fr) 80px" },
  },
  source: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
  time: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
  scale: {
    position: "relative",
    height: "10px",
    backgroundColor: tokens.colorNeutralBackground3,
    "@media (max-width: 720px)": { display: "none" },
  },
  bar: { position: "absolute", top: 0, bottom: 0, minWidth: "2px", backgroundColor: tokens.colorBrandBackground },
  what: {
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
    "@media (max-width: 720px)": { gridColumn: "1 / -1" },
  },
  detail: { padding: "0 12px 12px", display: "flex", flexDirection: "column", gap: "8px" },
  section: { margin: "8px 0 0", fontSize: tokens.fontSizeBase300 },
});

export interface TraceViewProps {
  readonly trace: Trace | undefined;
  readonly sendAgain: () => void;
}

/** A trace as a waterfall: section by section, what each step did and how long it took; the one that refused is open. */
export function TraceView({ trace, sendAgain }: TraceViewProps) {
  const styles = useStyles();
  if (trace === undefined) return <p>The gateway made no trace of this request: it matched no API of the service.</p>;
  const steps = stepsOf(trace);
  const total = Math.max(steps.at(-1)?.atMs ?? 0, 0.001);
  const sections = SECTIONS.map((name) => ({ name, steps: steps.filter(({ section }) => section === name) }));
  return (
    <>
      {sections
        .filter((section) => section.steps.length > 0)
        .map((section) => (
          <section key={section.name} aria-label={section.name}>
            <h4 className={styles.section}>{section.name}</h4>
            <ol className={styles.steps}>
              {section.steps.map((step) => (
                <li key={step.key} className={step.isRefusal ? `${styles.step} ${styles.refused}` : styles.step}>
                  <details open={step.isRefusal}>
                    <summary className={styles.line}>
                      <span className={styles.source}>
                        {step.source} {step.isRefusal && <Badge color="danger">refused here</Badge>}
                      </span>
                      <span className={styles.time}>{step.tookMs.toFixed(3)} ms</span>
                      <span className={styles.scale} aria-hidden>
                        <span
                          className={styles.bar}
                          style={{
                            left: `${((step.atMs - step.tookMs) / total) * 100}%`,
                            width: `${(step.tookMs / total) * 100}%`,
                          }}
                        />
                      </span>
                      <span className={styles.what}>{summaryOf(step)}</span>
                    </summary>
                    <div className={styles.detail}>
                      {step.isRefusal && <Explained step={step} sendAgain={sendAgain} />}
                      <ChangeView step={step} />
                    </div>
                  </details>
                </li>
              ))}
            </ol>
          </section>
        ))}
    </>
  );
}

/** Why the request ended here, in one sentence, and what mends it. */
function Explained({ step, sendAgain }: { readonly step: Step; readonly sendAgain: () => void }) {
  const refusal = explainRefusal(step);
  return (
    <>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{refusal.code ?? "Refused"}</MessageBarTitle> {refusal.sentence}
        </MessageBarBody>
      </MessageBar>
      {step.source.startsWith("validate-") && (
        <p>
          <Link to="/identity/can-call">Can A call B?</Link> tells which fact decides, and has the command that mends
          it; <Link to="/tokens/inspect">Tokens</Link> tries a token on every check.
        </p>
      )}
      {refusal.missingAssignment !== undefined && <Mend missing={refusal.missingAssignment} sendAgain={sendAgain} />}
    </>
  );
}

function summaryOf({ fields }: Step): string {
  const { message, request, configuration } = fields;
  if (Array.isArray(message)) return message.join(" ");
  if (typeof message === "string") return message;
  if (configuration !== undefined) return "The API and operation that the request matched.";
  if (request !== undefined) return "The request as it came.";
  return fields.response === undefined ? "" : "The response of the backend.";
}
