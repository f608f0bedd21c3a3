import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from "@fluentui/react-components";
import type { ExchangeDetail, ExchangeNote } from "../../../control/contract/exchanges.ts";
import { useStatus } from "../azure/gatehouse.ts";
import { asCurl } from "../parts/as-curl.ts";
import { Code } from "../parts/code.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { readToken } from "../parts/read-token.ts";

const useStyles = makeStyles({
  facts: { display: "flex", flexDirection: "column", gap: "12px", padding: "0 12px 12px" },
  title: { margin: 0 },
});

const OUTCOMES: Readonly<Record<ExchangeNote["outcome"], string>> = {
  information: "",
  passed: "passed",
  refused: "refused",
};

/** What is known of one request: why it was refused, what the services told, headers, the token decoded. */
export function ExchangeFacts({ exchange }: { readonly exchange: ExchangeDetail }) {
  const styles = useStyles();
  const { reason, notes, requestHeaders, responseHeaders } = exchange;
  const authorization = requestHeaders.find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const token = authorization === undefined ? undefined : readToken(authorization);
  return (
    <div className={styles.facts}>
      {reason !== undefined && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>Why</MessageBarTitle> {reason}
          </MessageBarBody>
        </MessageBar>
      )}
      {notes.length > 0 && (
        <DataTable
          label="What the service told"
          rows={notes.map((note, index) => ({ ...note, key: String(index) }))}
          keyOf={({ key }) => key}
          columns={[
            { name: "At", isShort: true, cell: ({ atMs }) => `${atMs.toFixed(2)} ms` },
            { name: "Who", isShort: true, cell: ({ source }) => source },
            { name: "Outcome", isShort: true, cell: ({ outcome }) => OUTCOMES[outcome] },
            {
              name: "What",
              cell: ({ message, facts }) =>
                [message, ...Object.entries(facts).map((fact) => fact.join(": "))].join(" · "),
            },
          ]}
        />
      )}
      <h3 className={styles.title}>Request headers</h3>
      <Headers label="Request headers" headers={requestHeaders} />
      {token !== undefined && <Code label="Token, decoded" text={token} />}
      <h3 className={styles.title}>Response headers</h3>
      <Headers label="Response headers" headers={responseHeaders} />
      <div>
        <CurlButton exchange={exchange} /> It goes to this Gatehouse. Signatures, keys and cookies are{" "}
        <code>[removed]</code>, and bodies aren't kept: put your own in their place.
      </div>
    </div>
  );
}

function CurlButton({ exchange }: { readonly exchange: ExchangeDetail }) {
  const { data: status } = useStatus();
  return (
    status !== undefined && (
      <CopyButton label="Copy as curl" text={asCurl({ ...exchange, headers: exchange.requestHeaders }, status.port)} />
    )
  );
}

type HeaderPair = readonly [name: string, value: string];

function Headers({ label, headers }: { readonly label: string; readonly headers: readonly HeaderPair[] }) {
  if (headers.length === 0) return <p>None.</p>;
  return (
    <DataTable
      label={label}
      rows={headers.map(([name, value], index) => ({ key: String(index), name, value }))}
      keyOf={({ key }) => key}
      columns={[
        { name: "Name", isShort: true, cell: ({ name }) => name },
        { name: "Value", cell: ({ value }) => value },
      ]}
    />
  );
}
