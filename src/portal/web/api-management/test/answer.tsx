import { makeStyles, Tab, TabList } from "@fluentui/react-components";
import { useId, useState } from "react";
import { useStatus } from "../../azure/gatehouse.ts";
import { asCurl } from "../../parts/as-curl.ts";
import { Code } from "../../parts/code.tsx";
import { CopyButton } from "../../parts/copy-button.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Outcome } from "../../parts/outcome.tsx";
import { asTest } from "./as-test.ts";
import type { TestResult } from "./send-test.ts";
import { TraceView } from "./trace-view.tsx";

const useStyles = makeStyles({
  answer: { display: "flex", flexDirection: "column", gap: "12px" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "12px" },
  title: { margin: 0 },
  part: { display: "flex", flexDirection: "column", gap: "12px" },
});

export interface AnswerProps {
  readonly result: TestResult;
  readonly sendAgain: () => void;
}

/** What came back: the response, and the trace of how it came about. */
export function Answer({ result, sendAgain }: AnswerProps) {
  const styles = useStyles();
  const { data: status } = useStatus();
  const [view, setView] = useState("response");
  const panel = useId();
  const { answer, request, trace } = result;
  return (
    <section className={styles.answer} aria-label="Response">
      <div className={styles.line}>
        <h3 className={styles.title}>HTTP response</h3>
        <Outcome outcome={outcomeOf(answer.status)} status={answer.status} />
        <span>{answer.statusText}</span>
        <span>{answer.durationMs} ms</span>
        <CopyButton label="Copy as curl" text={asCurl(request, status?.port ?? 4280)} />
        <CopyButton label="Copy as a test" text={asTest(request, answer.status)} />
      </div>
      <TabList selectedValue={view} onTabSelect={(_event, { value }) => setView(String(value))}>
        <Tab value="response" aria-controls={panel}>
          Message
        </Tab>
        <Tab value="trace" aria-controls={panel}>
          Trace
        </Tab>
      </TabList>
      <div id={panel} role="tabpanel" aria-label={view === "trace" ? "Trace" : "Message"} className={styles.part}>
        {view === "trace" ? (
          <TraceView trace={trace} sendAgain={sendAgain} />
        ) : (
          <>
            <Code label="Body of the response" text={bodyOf(result)} />
            <DataTable
              label="Headers of the response"
              rows={answer.headers.map(([name, value], index) => ({ key: `${index}`, name, value }))}
              keyOf={({ key }) => key}
              columns={[
                { name: "Header", cell: ({ name }) => name },
                { name: "Value", cell: ({ value }) => value },
              ]}
            />
          </>
        )}
      </div>
    </section>
  );
}

function outcomeOf(status: number): "passed" | "refused" | "failed" {
  if (status < 400) return "passed";
  return status === 401 || status === 403 ? "refused" : "failed";
}

/** JSON in lines; anything else as it came. */
function bodyOf({ answer }: TestResult): string {
  if (answer.body === "") return "(no body)";
  if (answer.bodyEncoding === "base64")
    return `(${answer.bodyBytes} bytes that are no text, in Base64)\n${answer.body}`;
  const cut = answer.isCut ? `\n… (${answer.bodyBytes} bytes in all)` : "";
  try {
    return JSON.stringify(JSON.parse(answer.body), undefined, 2) + cut;
  } catch {
    return answer.body + cut;
  }
}
