import { Button, Field, MessageBar, MessageBarBody, makeStyles, SearchBox, Switch } from "@fluentui/react-components";
import { PauseRegular, PlayRegular } from "@fluentui/react-icons";
import { useMemo, useState } from "react";
import { useFunctionAppPlace } from "../azure/function-apps.ts";
import { ChoiceField } from "../parts/choice-field.tsx";
import { LogLines } from "./log-lines.tsx";
import { type LogLine, useLog } from "./use-log.ts";

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", gap: "12px", alignItems: "end" },
  count: { alignSelf: "center" },
});

/** What the app and its host write, live. */
export function LiveLog() {
  const styles = useStyles();
  const { name } = useFunctionAppPlace();
  const { lines, error } = useLog(name);
  const [held, setHeld] = useState<readonly LogLine[]>();
  const [follows, setFollows] = useState(true);
  const [text, setText] = useState("");
  const [level, setLevel] = useState("");
  const all = held ?? lines;
  const found = useMemo(() => {
    const words = text.toLowerCase();
    return all.filter(
      (line) => (level === "" || line.level === level) && (words === "" || line.text.toLowerCase().includes(words)),
    );
  }, [all, text, level]);
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
        <Switch label="Follow the end" checked={follows} onChange={(_event, { checked }) => setFollows(checked)} />
        <span className={styles.count} role="status">
          {held === undefined ? "" : "Paused. "}
          {`${found.length} of ${all.length} lines`}
        </span>
      </div>
      {error !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{error}</MessageBarBody>
        </MessageBar>
      )}
      <LogLines
        lines={found}
        empty={all.length === 0 ? "No lines yet. Call a function, or start the app." : "No line fits. Empty a filter."}
        follows={follows}
        onFollow={setFollows}
      />
    </>
  );
}
