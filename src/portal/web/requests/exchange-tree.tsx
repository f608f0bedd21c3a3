import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ExchangeDetail } from "../../../control/contract/exchanges.ts";
import { Outcome } from "../parts/outcome.tsx";
import { ExchangeFacts } from "./exchange-facts.tsx";
import { findCauses } from "./find-causes.ts";

const useStyles = makeStyles({
  tree: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column", gap: "6px" },
  below: { marginTop: "6px", paddingLeft: "20px", borderLeft: `2px solid ${tokens.colorNeutralStroke2}` },
  card: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  refused: { borderLeft: `4px solid ${tokens.colorStatusDangerBorder2}` },
  line: {
    display: "grid",
    gridTemplateColumns: "130px minmax(120px, 190px) minmax(0, 1fr) minmax(60px, 160px) 80px",
    gap: "12px",
    alignItems: "center",
    padding: "8px",
    cursor: "pointer",
    "@media (max-width: 720px)": { gridTemplateColumns: "130px minmax(0, 1fr) auto" },
  },
  url: {
    overflowWrap: "anywhere",
    "@media (max-width: 720px)": { gridColumn: "1 / -1", gridRow: "2" },
  },
  scale: {
    position: "relative",
    height: "10px",
    backgroundColor: tokens.colorNeutralBackground3,
    "@media (max-width: 720px)": { display: "none" },
  },
  bar: { position: "absolute", top: 0, bottom: 0, minWidth: "2px", backgroundColor: tokens.colorBrandBackground },
  time: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
});

export interface ExchangeTreeProps {
  /** Of one chain, oldest first. */
  readonly exchanges: readonly ExchangeDetail[];
  /** The one that was opened. */
  readonly openId: number;
}

/** A chain as a tree, each request below the one in whose course it was sent, against one scale of time. */
export function ExchangeTree({ exchanges, openId }: ExchangeTreeProps) {
  const known = new Set(exchanges.map(({ id }) => id));
  const roots = exchanges.filter(({ parentId }) => parentId === undefined || !known.has(parentId));
  const startMs = Math.min(...exchanges.map(({ time }) => Date.parse(time)));
  const endMs = Math.max(...exchanges.map(({ time, durationMs = 0 }) => Date.parse(time) + durationMs));
  const scale = { startMs, lengthMs: Math.max(endMs - startMs, 1) };
  return <Branch exchanges={exchanges} below={roots} openId={openId} scale={scale} label="Path of the request" />;
}

interface BranchProps extends ExchangeTreeProps {
  readonly below: readonly ExchangeDetail[];
  readonly scale: { readonly startMs: number; readonly lengthMs: number };
  readonly label?: string;
}

function Branch({ exchanges, below, openId, scale, label }: BranchProps) {
  const styles = useStyles();
  const causes = new Set(findCauses(exchanges).map(({ id }) => id));
  return (
    <ul
      className={mergeClasses(styles.tree, label === undefined && styles.below)}
      {...(label === undefined ? {} : { "aria-label": label })}
    >
      {below.map((exchange) => {
        const { id, outcome, status, service, method, url, time, durationMs = 0 } = exchange;
        const children = exchanges.filter(({ parentId }) => parentId === id);
        const isCause = causes.has(id);
        return (
          <li key={id}>
            <details className={mergeClasses(styles.card, isCause && styles.refused)} open={id === openId || isCause}>
              <summary className={styles.line}>
                <span>
                  <Outcome outcome={outcome} status={status} />
                </span>
                <span>{service}</span>
                <span className={styles.url}>
                  {method} {url}
                </span>
                <span className={styles.scale} aria-hidden>
                  <span
                    className={styles.bar}
                    style={{
                      left: `${((Date.parse(time) - scale.startMs) / scale.lengthMs) * 100}%`,
                      width: `${(durationMs / scale.lengthMs) * 100}%`,
                    }}
                  />
                </span>
                <span className={styles.time}>{durationMs.toFixed(1)} ms</span>
              </summary>
              <ExchangeFacts exchange={exchange} />
            </details>
            {children.length > 0 && <Branch exchanges={exchanges} below={children} openId={openId} scale={scale} />}
          </li>
        );
      })}
    </ul>
  );
}
