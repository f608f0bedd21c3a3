import { Badge, Button, makeStyles } from "@fluentui/react-components";
import { CheckmarkCircleFilled, DismissCircleFilled, PlayRegular } from "@fluentui/react-icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Case, CaseOutcome } from "../../../control/contract/overview.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Failure } from "../parts/loaded.tsx";

const useStyles = makeStyles({
  head: { display: "flex", gap: "12px", alignItems: "center", flexWrap: "wrap" },
  title: { margin: 0 },
});

/** The cases that the system promises, with a button each and one for all. Nothing where there are none. */
export function DemoCases() {
  const styles = useStyles();
  const queries = useQueryClient();
  const cases = useQuery({ queryKey: ["gatehouse", "cases"], queryFn: () => gatehouse<readonly Case[]>("/cases") });
  const run = useMutation({
    mutationFn: async (ids: readonly number[]) => {
      // One after the other, as a person would.
      for (const id of ids) {
        await gatehouse<CaseOutcome>(`/cases/${id}/run`, { method: "POST" });
        await queries.invalidateQueries({ queryKey: ["gatehouse", "cases"] });
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["gatehouse", "map"] }),
  });
  const found = cases.data ?? [];
  if (found.length === 0) return null;
  const running = run.isPending ? run.variables : [];
  return (
    <section aria-label="Cases">
      <div className={styles.head}>
        <h2 className={styles.title}>Cases</h2>
        <Button icon={<PlayRegular />} disabled={run.isPending} onClick={() => run.mutate(found.map(({ id }) => id))}>
          Run all
        </Button>
        <span role="status">{summaryOf(found)}</span>
      </div>
      {run.isError && <Failure error={run.error} />}
      <DataTable
        label="Cases"
        rows={found}
        keyOf={({ id }) => String(id)}
        columns={[
          { name: "Case", isShort: true, cell: ({ name }) => name },
          { name: "Result", isShort: true, cell: ({ last }) => <Result last={last} /> },
          { name: "Expected", cell: ({ expected }) => expected },
          { name: "Got", cell: ({ last }) => last?.got ?? "" },
          { name: "Time", isShort: true, cell: ({ last }) => (last === undefined ? "" : `${last.milliseconds} ms`) },
          {
            name: "Run",
            cell: ({ id, name }) => (
              <Button
                size="small"
                disabled={running.includes(id)}
                aria-label={`Run ${name}`}
                onClick={() => run.mutate([id])}
              >
                Run
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}

function Result({ last }: { readonly last: CaseOutcome | undefined }) {
  if (last === undefined) return <Badge appearance="tint">not run yet</Badge>;
  return last.passed ? (
    <Badge appearance="tint" color="success" icon={<CheckmarkCircleFilled />}>
      as expected
    </Badge>
  ) : (
    <Badge appearance="tint" color="danger" icon={<DismissCircleFilled />}>
      not as expected
    </Badge>
  );
}

function summaryOf(cases: readonly Case[]): string {
  const run = cases.filter(({ last }) => last !== undefined);
  if (run.length === 0) return "";
  return `${run.filter(({ last }) => last?.passed).length} of ${cases.length} as expected`;
}
