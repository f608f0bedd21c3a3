import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from "@fluentui/react-components";
import { type ReactElement, useState } from "react";
import { Failure } from "./loaded.tsx";

export interface ConfirmButtonProps {
  /** On the button, and on the one that confirms: `Remove`. */
  readonly action: string;
  /** For those who hear the button among others like it: `Remove Orders.Read of id-demo`. */
  readonly label: string;
  readonly question: string;
  /** What follows from it. */
  readonly text: string;
  readonly icon?: ReactElement;
  readonly run: () => Promise<unknown>;
  /** After the question is closed, which may take away what it was about. */
  readonly onDone: () => void;
}

/** A button that asks first. A refusal is shown in the question, which stays open. */
export function ConfirmButton({ action, label, question, text, icon, run, onDone }: ConfirmButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const confirm = async (): Promise<void> => {
    setRunning(true);
    setError(undefined);
    try {
      await run();
      setOpen(false);
      onDone();
    } catch (failure) {
      setError(failure);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(_event, { open }) => {
        setError(undefined);
        setOpen(open);
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" aria-label={label} {...(icon === undefined ? {} : { icon })}>
          {action}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{question}</DialogTitle>
          <DialogContent>
            {text}
            <div role="alert">{error !== undefined && <Failure error={error} />}</div>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" disabled={isRunning} onClick={() => void confirm()}>
              {action}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
