import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
} from "@fluentui/react-components";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../azure/ask.ts";

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is loaded, for the spinner: `APIs`. */
  readonly what: string;
  /** Shown instead of the content when this says so; a sentence that tells what to do next. */
  readonly empty?: { readonly when: (data: Data) => boolean; readonly text: ReactNode };
  readonly children: (data: Data) => ReactNode;
}

/** The four states of everything that is fetched: loading, failed, empty, there. */
export function Loaded<Data>({ query, what, empty, children }: LoadedProps<Data>) {
  const { data, error } = query;
  if (data === undefined && error !== null) return <Failure error={error} again={() => void query.refetch()} />;
  if (data === undefined) return <Spinner label={`Loading ${what}`} />;
  if (empty?.when(data)) return <Text as="p">{empty.text}</Text>;
  return <>{children(data)}</>;
}

/** An error, and a button to try again if there is something to try. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const title = error instanceof ApiError ? `${error.code}${error.status === 0 ? "" : ` (${error.status})`}` : "Failed";
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {error instanceof Error ? error.message : String(error)}
      </MessageBarBody>
      {again !== undefined && (
        <MessageBarActions>
          <Button onClick={again}>Try again</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
