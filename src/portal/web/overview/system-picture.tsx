import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import {
  AppGenericRegular,
  CloudFlowRegular,
  DatabaseRegular,
  FlashRegular,
  GlobeRegular,
  KeyRegular,
  PersonKeyRegular,
} from "@fluentui/react-icons";
import { useId, useMemo } from "react";
import { Link } from "react-router";
import type { MapNodeKind, SystemMap } from "../../../control/contract/overview.ts";
import { BOX, layOut, type PlacedEdge, type PlacedNode } from "./layout.ts";
import { pageOf } from "./page-of.ts";

const icons: Readonly<Record<MapNodeKind, typeof FlashRegular>> = {
  browser: GlobeRegular,
  "function-app": FlashRegular,
  api: CloudFlowRegular,
  registration: AppGenericRegular,
  identity: PersonKeyRegular,
  vault: KeyRegular,
  storage: DatabaseRegular,
};

/** For people: `Function app`. */
export const kindNames: Readonly<Record<MapNodeKind, string>> = {
  browser: "Browser",
  "function-app": "Function app",
  api: "API",
  registration: "App registration",
  identity: "Managed identity",
  vault: "Key vault",
  storage: "Storage account",
};

const useStyles = makeStyles({
  frame: {
    overflow: "auto",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  canvas: { position: "relative" },
  lines: { position: "absolute", inset: 0, pointerEvents: "none" },
  line: {
    pointerEvents: "stroke",
    fill: "none",
    stroke: tokens.colorNeutralStroke1,
    strokeWidth: "1.5",
    strokeDasharray: "4 4",
  },
  passed: { stroke: tokens.colorStatusSuccessForeground1, strokeWidth: "2", strokeDasharray: "none" },
  refused: { stroke: tokens.colorStatusDangerForeground1, strokeWidth: "2.5", strokeDasharray: "8 3" },
  head: { fill: tokens.colorNeutralForeground3 },
  node: {
    position: "absolute",
    display: "flex",
    alignItems: "center",
    gap: "8px",
    boxSizing: "border-box",
    padding: "4px 8px",
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textDecorationLine: "none",
  },
  link: { ":hover": { backgroundColor: tokens.colorNeutralBackground2Hover } },
  icon: { flexShrink: 0 },
  name: {
    display: "-webkit-box",
    WebkitLineClamp: "2",
    WebkitBoxOrient: "vertical",
    overflow: "hidden",
    overflowWrap: "anywhere",
  },
});

/** The system as a picture: who may call whom, and how the last call went. The table below it says the same in words. */
export function SystemPicture({ map }: { readonly map: SystemMap }) {
  const styles = useStyles();
  const arrow = useId();
  const layout = useMemo(() => layOut(map), [map]);
  return (
    <section className={styles.frame} aria-label="Picture of the system" tabIndex={0}>
      <div className={styles.canvas} style={{ width: layout.width, height: layout.height }}>
        <svg className={styles.lines} width={layout.width} height={layout.height} aria-hidden="true">
          <defs>
            <marker
              id={arrow}
              viewBox="0 0 8 8"
              refX="8"
              refY="4"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" className={styles.head} />
            </marker>
          </defs>
          {layout.edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={edge.path}
              markerEnd={`url(#${arrow})`}
              className={mergeClasses(
                styles.line,
                lookOf(edge) === "passed" && styles.passed,
                lookOf(edge) === "refused" && styles.refused,
              )}
            >
              <title>{sentenceOf(edge)}</title>
            </path>
          ))}
        </svg>
        {layout.nodes.map((node) => (
          <Box key={node.id} node={node} />
        ))}
      </div>
    </section>
  );
}

function Box({ node }: { readonly node: PlacedNode }) {
  const styles = useStyles();
  const Icon = icons[node.kind];
  const place = { left: node.x, top: node.y, width: BOX.width, height: BOX.height };
  const content = (
    <>
      <Icon className={styles.icon} fontSize={20} aria-label={kindNames[node.kind]} />
      <span className={styles.name}>{node.name}</span>
    </>
  );
  const page = pageOf(node);
  if (page === undefined) {
    return (
      <div className={styles.node} style={place} title={node.name}>
        {content}
      </div>
    );
  }
  return (
    <Link className={mergeClasses(styles.node, styles.link)} style={place} title={node.name} to={page}>
      {content}
    </Link>
  );
}

/** Why the arrow is there, and what came of the last call along it. */
function sentenceOf({ because, last }: PlacedEdge): string {
  if (last === undefined) return because;
  const { outcome, status, reason } = last;
  return [because, `Last call: ${status ?? ""} ${outcome}.`, reason].filter((part) => part !== undefined).join(" ");
}

function lookOf({ last }: PlacedEdge): "passed" | "refused" | "unknown" {
  if (last === undefined || last.outcome === "aborted" || last.outcome === "running") return "unknown";
  return last.outcome === "passed" ? "passed" : "refused";
}
