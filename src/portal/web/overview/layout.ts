import type { MapEdge, MapNode, MapNodeKind, SystemMap } from "../../../control/contract/overview.ts";

export interface PlacedNode extends MapNode {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends MapEdge {
  /** SVG path from the edge of one box to that of the other. */
  readonly path: string;
}

export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const BOX = { width: 168, height: 44 } as const;
const GAP = { x: 96, y: 18, band: 56 } as const;
const MARGIN = 8;
/** Boxes of a row below the columns stand closer: nothing runs between them. */
const ROW_GAP = 24;
const PER_ROW = 5;

/**
 * On top, left to right, as requests go: people, apps, APIs, the apps behind them. Below, what they have: identities, then registrations,
 * vaults and accounts.
 */
export function layOut({ nodes, edges }: SystemMap): Layout {
  const behindApis = new Set(edges.filter(({ from }) => kindOf(nodes, from) === "api").map(({ to }) => to));
  const columns = [
    nodes.filter(({ kind }) => kind === "browser"),
    nodes.filter(({ id, kind }) => kind === "function-app" && !behindApis.has(id)),
    nodes.filter(({ kind }) => kind === "api"),
    nodes.filter(({ id, kind }) => kind === "function-app" && behindApis.has(id)),
  ].filter((column) => column.length > 0);
  const tallest = Math.max(...columns.map((column) => column.length), 1);
  const bandHeight = tallest * (BOX.height + GAP.y) - GAP.y;
  const calls = columns.flatMap((column, at) => {
    const room = bandHeight / column.length;
    return column.map((node, index) => ({
      ...node,
      x: MARGIN + at * (BOX.width + GAP.x),
      y: MARGIN + room * (index + 0.5) - BOX.height / 2,
    }));
  });
  const rows = [
    ...inRows(nodes.filter(({ kind }) => kind === "identity")),
    ...inRows(nodes.filter(({ kind }) => kind === "registration" || kind === "vault" || kind === "storage")),
  ];
  const belongings = rows.flatMap((row, at) =>
    row.map((node, index) => ({
      ...node,
      x: MARGIN + index * (BOX.width + ROW_GAP),
      y: MARGIN + bandHeight + GAP.band + at * (BOX.height + GAP.band),
    })),
  );
  const placed = [...calls, ...belongings];
  const byId = new Map(placed.map((node) => [node.id, node]));
  return {
    nodes: placed,
    edges: edges.flatMap((edge) => {
      const from = byId.get(edge.from);
      const to = byId.get(edge.to);
      return from === undefined || to === undefined ? [] : [{ ...edge, path: pathOf(from, to) }];
    }),
    width: Math.max(...placed.map(({ x }) => x + BOX.width), 0) + MARGIN,
    height: Math.max(...placed.map(({ y }) => y + BOX.height), 0) + MARGIN,
  };
}

function inRows(nodes: readonly MapNode[]): readonly (readonly MapNode[])[] {
  return Array.from({ length: Math.ceil(nodes.length / PER_ROW) }, (_row, at) =>
    nodes.slice(at * PER_ROW, (at + 1) * PER_ROW),
  );
}

function kindOf(nodes: readonly MapNode[], id: string): MapNodeKind | undefined {
  return nodes.find((node) => node.id === id)?.kind;
}

/** A curve that leaves and arrives sideways between columns, and up or down between bands. */
function pathOf(from: PlacedNode, to: PlacedNode): string {
  const centre = ({ x, y }: PlacedNode) => ({ x: x + BOX.width / 2, y: y + BOX.height / 2 });
  const [start, end] = [centre(from), centre(to)];
  const isSideways =
    Math.abs(to.x - from.x) >= BOX.width && Math.abs(end.y - start.y) < 3 * BOX.height && !areBelow(from, to);
  if (isSideways) {
    const direction = to.x > from.x ? 1 : -1;
    const [x1, x2] = [start.x + (direction * BOX.width) / 2, end.x - (direction * BOX.width) / 2];
    const bend = (direction * Math.abs(x2 - x1)) / 2;
    return `M ${x1} ${start.y} C ${x1 + bend} ${start.y}, ${x2 - bend} ${end.y}, ${x2} ${end.y}`;
  }
  const direction = end.y >= start.y ? 1 : -1;
  const [y1, y2] = [start.y + (direction * BOX.height) / 2, end.y - (direction * BOX.height) / 2];
  const bend = direction * Math.max(Math.abs(y2 - y1) / 2, 12);
  return `M ${start.x} ${y1} C ${start.x} ${y1 + bend}, ${end.x} ${y2 - bend}, ${end.x} ${y2}`;
}

const BELOW = new Set<MapNodeKind>(["identity", "registration", "vault", "storage"]);

function areBelow(from: PlacedNode, to: PlacedNode): boolean {
  return BELOW.has(from.kind) || BELOW.has(to.kind);
}
