import { Link } from "react-router";
import type { MapEdge, SystemMap } from "../../../control/contract/overview.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Outcome } from "../parts/outcome.tsx";

/** What the picture shows, in words: who may call whom, why, and how it went last. What went wrong comes first. */
export function CallsTable({ map }: { readonly map: SystemMap }) {
  const names = new Map(map.nodes.map(({ id, name }) => [id, name]));
  const rank = ({ last }: MapEdge): number => {
    if (last === undefined) return 2;
    return last.outcome === "passed" ? 1 : 0;
  };
  return (
    <DataTable
      label="Who may call whom"
      rows={map.edges.toSorted((a, b) => rank(a) - rank(b))}
      keyOf={({ from, to }) => `${from} ${to}`}
      columns={[
        { name: "From", isShort: true, cell: ({ from }) => names.get(from) },
        { name: "To", isShort: true, cell: ({ to }) => names.get(to) },
        {
          name: "Last call",
          cell: ({ last }) =>
            last === undefined ? (
              "none yet"
            ) : (
              <>
                <Link to={`/requests/${last.exchangeId}`}>
                  <Outcome outcome={last.outcome} status={last.status} />
                </Link>{" "}
                {last.reason}
              </>
            ),
        },
        { name: "Why", cell: ({ because }) => because },
      ]}
    />
  );
}
