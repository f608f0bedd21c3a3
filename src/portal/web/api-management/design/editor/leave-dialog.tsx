import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useEffect } from "react";
import { type Location, useBlocker } from "react-router";

/** Asks before the page is left while `isChanged`. Another line of the same document is no other page. */
export function LeaveDialog({ isChanged }: { readonly isChanged: boolean }) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isChanged && documentAt(currentLocation) !== documentAt(nextLocation),
  );
  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isChanged]);
  return (
    <Dialog
      modalType="alert"
      open={blocker.state === "blocked"}
      onOpenChange={(_event, { open }) => !open && blocker.reset?.()}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Leave without saving?</DialogTitle>
          <DialogContent>The document has changes that aren't saved. They are lost when you leave.</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={() => blocker.reset?.()}>
              Stay
            </Button>
            <Button onClick={() => blocker.proceed?.()}>Leave</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function documentAt({ pathname, search }: Location): string {
  const query = new URLSearchParams(search);
  query.delete("line");
  return `${pathname}?${query}`;
}
