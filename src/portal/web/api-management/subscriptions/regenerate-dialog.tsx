import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { Failure } from "../../parts/loaded.tsx";

export interface RegenerateDialogProps {
  /** `primary key of Demo`. */
  readonly name: string;
  readonly regenerate: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a key is made anew: whoever has the one that is there can't call any more. */
export function RegenerateDialog({ name, regenerate, onClose }: RegenerateDialogProps) {
  const { mutate, isPending, error } = useMutation({ mutationFn: regenerate, onSuccess: onClose });
  return (
    <Dialog modalType="alert" open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Regenerate the {name}?</DialogTitle>
          <DialogContent>
            The key that is there stops to work at once. Callers that have it are refused until they have the new one.
            {error !== null && <Failure error={error} />}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={isPending} onClick={() => mutate()}>
              Regenerate
            </Button>
            <Button onClick={onClose}>Cancel</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
