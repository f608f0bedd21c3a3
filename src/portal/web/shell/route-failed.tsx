import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useRouteError } from "react-router";

/** What stands in for a page that failed; the way out is to load it again. */
export function RouteFailed() {
  const error = useRouteError();
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>The page failed</MessageBarTitle>
        {error instanceof Error ? error.message : String(error)}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => location.reload()}>Load again</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
