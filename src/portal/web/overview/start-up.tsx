import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  tokens,
} from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ProgressStep } from "../../../control/contract/overview.ts";
import { gatehouse } from "../azure/gatehouse.ts";

const useStyles = makeStyles({ text: { margin: 0, color: tokens.colorNeutralForeground2 } });

/** What is being started or deployed right now, or what failed; nothing once all is up. */
export function StartUp() {
  const styles = useStyles();
  const { data: steps = [] } = useQuery({
    queryKey: ["gatehouse", "progress"],
    queryFn: () => gatehouse<readonly ProgressStep[]>("/progress"),
    refetchInterval: ({ state }) => (state.data?.at(-1)?.state === "running" ? 300 : 2000),
  });
  const last = steps.at(-1);
  if (last === undefined || last.state === "done") return null;
  if (last.state === "failed") {
    return (
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>The deployment failed</MessageBarTitle> {last.text}
        </MessageBarBody>
      </MessageBar>
    );
  }
  return (
    <div role="status">
      <ProgressBar aria-label="Starting" />
      <p className={styles.text}>{last.text}</p>
    </div>
  );
}
