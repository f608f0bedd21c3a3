import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  MessageBar,
  MessageBarBody,
  Textarea,
} from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../azure/ask.ts";
import { apiVersions, arm } from "../../azure/resource-manager.ts";
import { Failure, Loaded } from "../../parts/loaded.tsx";
import type { NamedValue } from "./named-value.ts";

const version = apiVersions.apiManagement;

/** Edits a plain value: as it is when the dialog opens, and saved only if it is still that. */
export function EditValueDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const read = useQuery({
    queryKey: ["apim", "edit", id.toLowerCase()],
    queryFn: ({ signal }) => arm<NamedValue>(id, version, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <Loaded query={read} what="the named value">
          {({ headers, body }) => (
            <ValueForm
              key={headers.get("etag")}
              value={body}
              etag={headers.get("etag") ?? "*"}
              onAgain={() => void read.refetch()}
              onClose={onClose}
            />
          )}
        </Loaded>
      </DialogSurface>
    </Dialog>
  );
}

interface ValueFormProps {
  readonly value: NamedValue;
  readonly etag: string;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

function ValueForm({ value, etag, onAgain, onClose }: ValueFormProps) {
  const queries = useQueryClient();
  const [text, setText] = useState(value.properties.value ?? "");
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      arm(value.id, version, {
        method: "PATCH",
        headers: { "if-match": etag },
        body: { properties: { value: text } },
      }),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ["apim", "list"] });
      onClose();
    },
  });
  const isChanged = error instanceof ApiError && error.status === 412;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <DialogBody>
        <DialogTitle>Edit {value.properties.displayName}</DialogTitle>
        <DialogContent>
          <Field label="Value" hint="Policies that use it are compiled with the new value.">
            <Textarea value={text} onChange={(_event, { value: written }) => setText(written)} resize="vertical" />
          </Field>
          {isChanged && (
            <MessageBar intent="warning" layout="multiline" role="alert">
              <MessageBarBody>Not saved: somebody else changed the value since it was read here.</MessageBarBody>
            </MessageBar>
          )}
          {error !== null && !isChanged && <Failure error={error} />}
        </DialogContent>
        <DialogActions>
          {isChanged && <Button onClick={onAgain}>Load theirs</Button>}
          <Button type="submit" appearance="primary" disabled={isPending}>
            Save
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}
