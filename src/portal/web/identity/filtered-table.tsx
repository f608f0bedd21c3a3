import { Field, makeStyles, SearchBox, Text } from "@fluentui/react-components";
import { useState } from "react";
import { DataTable, type DataTableProps } from "../parts/data-table.tsx";

const SHOWN = 200;

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", gap: "12px" },
  field: { maxWidth: "400px" },
});

export interface FilteredTableProps<Row> extends DataTableProps<Row> {
  /** What is searched for the person's words. */
  readonly textOf: (row: Row) => string;
}

/** A table of any length: the first 200 of the rows that have the words that are looked for. */
export function FilteredTable<Row>({ textOf, rows, ...table }: FilteredTableProps<Row>) {
  const styles = useStyles();
  const [wanted, setWanted] = useState("");
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = textOf(row).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <div className={styles.frame}>
      <Field label="Filter by name or id" className={styles.field}>
        <SearchBox value={wanted} onChange={(_event, { value }) => setWanted(value)} />
      </Field>
      <Text role="status" size={200}>
        {found.length > SHOWN
          ? `The first ${SHOWN} of ${found.length}. Filter to see others.`
          : `${found.length} of ${rows.length}`}
      </Text>
      {found.length === 0 ? (
        <Text as="p">Nothing has these words. Use fewer, or empty the filter.</Text>
      ) : (
        <DataTable {...table} rows={found.slice(0, SHOWN)} />
      )}
    </div>
  );
}
