import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { Failure } from "../../../parts/loaded.tsx";
import type { Draft } from "./use-draft.ts";

/** What became of a save, and what can be done about it. */
export function SaveOutcome({ draft }: { readonly draft: Draft }) {
  const { state, load, save } = draft;
  switch (state.kind) {
    case "none":
    case "saving":
      return null;
    case "saved":
      return <p role="status">Saved. The gateway runs it from now on.</p>;
    case "loaded":
      return <p role="status">This is the document as it is in the service.</p>;
    case "hasErrors":
      return (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>Not saved</MessageBarTitle> The document has{" "}
              {state.count === 1 ? "an error" : `${state.count} errors`}: see the lines below. The policy that runs is
              as it was.
            </MessageBarBody>
          </MessageBar>
        </div>
      );
    case "changed":
      return (
        <div role="alert">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>Not saved</MessageBarTitle> Somebody else changed the document after it was read here.
              Load theirs and lose what you wrote, or overwrite theirs with yours.
            </MessageBarBody>
            <MessageBarActions>
              <Button onClick={() => void load()}>Load theirs</Button>
              <Button onClick={() => void save("overwrite")}>Overwrite</Button>
            </MessageBarActions>
          </MessageBar>
        </div>
      );
    case "failed":
      return (
        <div role="alert">
          <Failure error={state.error} />
        </div>
      );
  }
}
