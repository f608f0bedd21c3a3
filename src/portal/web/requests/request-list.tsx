import {
  Button,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  SearchBox,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular, DeleteRegular, PauseRegular, PlayRegular } from "@fluentui/react-icons";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import type { ExchangeSummary } from "../../../control/contract/exchanges.ts";
import type { LiveExchanges } from "../azure/exchange-store.ts";
import { useExchanges } from "../azure/exchanges.ts";
import { ChoiceField } from "../parts/choice-field.tsx";
import { ConfirmButton } from "../parts/confirm-button.tsx";
import { LongList } from "../parts/long-list.tsx";
import { Outcome } from "../parts/outcome.tsx";
import { Page } from "../parts/page.tsx";
import { type ExchangeFilter, filterExchanges, readFilter } from "./filter-exchanges.ts";

const ROW_HEIGHT = 44;
const ARCHIVE = "/gatehouse/exchanges.har";
/** More ids than this make an address that is too long. */
const MAX_IDS = 1000;
const OUTCOMES: readonly ExchangeSummary["outcome"][] = ["passed", "refused", "failed", "aborted", "running"];

const useStyles = makeStyles({
  filters: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(160px, 1fr))",
    gap: "12px",
    alignItems: "end",
    "& > *": { minWidth: 0 },
  },
  search: { maxWidth: "none", minWidth: 0 },
  list: { flexGrow: 1, minHeight: "240px" },
  row: {
    display: "grid",
    gridTemplateColumns: "90px 130px 190px minmax(0, 1fr) 80px",
    gap: "8px",
    alignItems: "center",
    height: `${ROW_HEIGHT}px`,
    boxSizing: "border-box",
    padding: "0 8px",
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    "@media (max-width: 720px)": { gridTemplateColumns: "130px minmax(0, 1fr)" },
  },
  narrow: { display: "none", "@media (max-width: 720px)": { display: "flex", flexDirection: "column", minWidth: 0 } },
  host: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  wide: { "@media (max-width: 720px)": { display: "none" } },
  oneLine: { overflow: "hidden", whiteSpace: "nowrap", textOverflow: "ellipsis" },
  time: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
});

/** The last requests through every service, as they come. */
export function RequestList() {
  const styles = useStyles();
  const { exchanges, state, isPaused, pause, clear } = useExchanges();
  const [query, setQuery] = useSearchParams();
  const filter = readFilter(query);
  const services = useMemo(() => [...new Set(exchanges.map(({ service }) => service))].sort(), [exchanges]);
  const methods = useMemo(() => [...new Set(exchanges.map(({ method }) => method))].sort(), [exchanges]);
  const found = filterExchanges(exchanges, filter);
  const narrow = (name: keyof ExchangeFilter, value: string): void =>
    setQuery(
      (before) => {
        if (value === "") before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true },
    );
  const choice = (name: "service" | "outcome" | "method", label: string, options: readonly string[]) => (
    <ChoiceField label={label} placeholder="Any" value={filter[name]} onChange={(value) => narrow(name, value)}>
      {[...new Set([...options, filter[name]])].filter(Boolean).map((option) => (
        <option key={option}>{option}</option>
      ))}
    </ChoiceField>
  );

  const actions = (
    <>
      <Button icon={isPaused ? <PlayRegular /> : <PauseRegular />} onClick={() => pause(!isPaused)}>
        {isPaused ? "Resume" : "Pause"}
      </Button>
      <Button as="a" href={archiveOf(exchanges, found)} download="gatehouse.har" icon={<ArrowDownloadRegular />}>
        {archiveOf(exchanges, found) === ARCHIVE ? "Export all as HAR" : `Export ${found.length} as HAR`}
      </Button>
      <ConfirmButton
        action="Clear"
        label="Clear the list"
        icon={<DeleteRegular />}
        question="Forget all requests?"
        text="The list is emptied for everybody who looks at this Gatehouse."
        run={clear}
        onDone={() => undefined}
      />
    </>
  );
  return (
    <Page title="Requests" actions={actions} fills>
      <ConnectionState state={state} />
      <div className={styles.filters}>
        <Field label="Text in address, status or reason">
          <SearchBox
            className={styles.search}
            value={filter.text}
            onChange={(_event, { value }) => narrow("text", value)}
          />
        </Field>
        {choice("service", "Service", services)}
        {choice("outcome", "Outcome", OUTCOMES)}
        {choice("method", "Method", methods)}
      </div>
      <span role="status">
        {isPaused && "Paused. "}
        {found.length === exchanges.length
          ? `${found.length} requests`
          : `${found.length} of ${exchanges.length} requests`}
      </span>
      {found.length === 0 && state === "loading" ? (
        <Spinner label="Loading requests" />
      ) : found.length === 0 ? (
        <p>
          {exchanges.length === 0
            ? "No requests yet. Open a function app's address, or run the cases on the overview."
            : "No request fits. Empty a filter."}
        </p>
      ) : (
        <div className={styles.list}>
          <LongList
            label="Requests"
            items={found}
            keyOf={({ id }) => id}
            itemHeight={ROW_HEIGHT}
            render={(exchange) => <Row exchange={exchange} />}
          />
        </div>
      )}
    </Page>
  );
}

/** Why the list stands still, if it does. */
function ConnectionState({ state }: Pick<LiveExchanges, "state">) {
  if (state === "lost") {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          Gatehouse doesn't answer. What is below is what was known; it is asked again every few seconds.
        </MessageBarBody>
      </MessageBar>
    );
  }
  if (state === "ended") {
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          Gatehouse was started anew, and has none of the requests below. Load the page again to see its own.
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={() => location.reload()}>Load again</Button>
        </MessageBarActions>
      </MessageBar>
    );
  }
  return null;
}

function Row({ exchange }: { readonly exchange: ExchangeSummary }) {
  const styles = useStyles();
  const { id, time, outcome, status, service, method, url, reason, durationMs } = exchange;
  const line = `${method} ${url}`;
  const [host, path] = splitUrl(url);
  return (
    <Link className={styles.row} to={`/requests/${id}`} title={reason === undefined ? line : `${line}\n${reason}`}>
      <span className={styles.wide}>{new Date(time).toLocaleTimeString()}</span>
      <span>
        <Outcome outcome={outcome} status={status} />
      </span>
      <span className={`${styles.oneLine} ${styles.wide}`}>{service}</span>
      <span className={`${styles.oneLine} ${styles.wide}`}>{reason === undefined ? line : `${line} — ${reason}`}</span>
      {/* A phone has no room for the host beside the path. */}
      <span className={styles.narrow}>
        <span className={styles.oneLine}>
          {method} {path}
        </span>
        <span className={`${styles.oneLine} ${styles.host}`}>{host}</span>
      </span>
      <span className={`${styles.time} ${styles.wide}`}>
        {durationMs === undefined ? "" : `${durationMs.toFixed(1)} ms`}
      </span>
    </Link>
  );
}

/** Where the archive of those that were found is, each with its whole path; of all when nothing is narrowed, or there are too many. */
function archiveOf(exchanges: readonly ExchangeSummary[], found: readonly ExchangeSummary[]): string {
  if (found.length === exchanges.length || found.length === 0 || found.length > MAX_IDS) return ARCHIVE;
  return `${ARCHIVE}?ids=${found.map(({ id }) => id).join(",")}`;
}

/** An address without its scheme: the host, and all behind it. */
function splitUrl(url: string): readonly [host: string, path: string] {
  const address = url.replace(/^[a-z]+:\/\//i, "");
  const end = address.search(/[/?#]/);
  return end === -1 ? [address, "/"] : [address.slice(0, end), address.slice(end)];
}
