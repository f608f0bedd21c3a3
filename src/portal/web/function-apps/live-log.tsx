import { Button, Field, MessageBar, MessageBarBody, makeStyles, SearchBox, tokens } from "@fluentui/react-components";
import { PauseRegular, PlayRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import { useFunctionAppPlace } from "../azure/function-apps.ts";
import { ChoiceField } from "../parts/choice-field.tsx";
import { type LogLine, useLog } from "./use-log.ts";

/** As many as a browser lays out without being noticed; the filter finds the others. */
const SHOWN = 1000;

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", gap: "12px", alignItems: "end" },
  log: {
    flexGrow: 1,
    minHeight: "200px",
    overflowY: "auto",
    padding: "8px",
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  warning: { color: tokens.colorStatusWarningForeground3 },
  error: { color: tokens.colorStatusDangerForeground1 },
});

/** What the app and its host write, live. It follows the end until somebody scrolls up. */
export function LiveLog() {
  const styles = useStyles();
  const { name } = useFunctionAppPlace();
  const { lines, error } = useLog(name);
  const [held, setHeld] = useState<readonly LogLine[]>();
  const [text, setText] = useState("");
  const [level, setLevel] = useState("");
  const frame = useRef<HTMLElement>(null);
  const follows = useRef(true);
  const words = text.toLowerCase();
  const found = (held ?? lines).filter(
    (line) => (level === "" || line.level === level) && (words === "" || line.text.toLowerCase().includes(words)),
  );
  const shown = found.slice(-SHOWN);
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined && follows.current && frame.current !== null)
      frame.current.scrollTop = frame.current.scrollHeight;
  }, [newest]);
  return (
    <>
      <div className={styles.tools}>
        <Field label="Text in the line">
          <SearchBox value={text} onChange={(_event, { value }) => setText(value)} />
        </Field>
        <ChoiceField label="Level" placeholder="Any" value={level} onChange={setLevel}>
          <option>info</option>
          <option>warning</option>
          <option>error</option>
        </ChoiceField>
        <Button
          icon={held === undefined ? <PauseRegular /> : <PlayRegular />}
          onClick={() => setHeld(held === undefined ? lines : undefined)}
        >
          {held === undefined ? "Pause" : "Resume"}
        </Button>
        <span role="status">{`${found.length} of ${lines.length} lines`}</span>
      </div>
      {error !== undefined && (
        <MessageBar intent="warning">
          <MessageBarBody>{error}</MessageBarBody>
        </MessageBar>
      )}
      <section
        ref={frame}
        className={styles.log}
        aria-label="Log"
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          follows.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
      >
        {shown.length === 0 && "No lines yet."}
        {shown.map((line) => (
          <div key={line.id} className={line.level === "info" ? undefined : styles[line.level]}>
            {new Date(line.time).toLocaleTimeString()} {line.level === "info" ? "" : `[${line.level}] `}
            {line.text}
          </div>
        ))}
      </section>
    </>
  );
}
