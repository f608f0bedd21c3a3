import { Badge } from "@fluentui/react-components";
import type { ControlStatus } from "../../../control/contract/answers.ts";

const looks = {
  running: { color: "success", name: "Running" },
  starting: { color: "informative", name: "Starting" },
  failed: { color: "danger", name: "Failed" },
  empty: { color: "warning", name: "Nothing deployed" },
  stopped: { color: "warning", name: "Stopped" },
} as const;

/** How the app of a site does, and why it failed if it did. */
export function AppState({ status }: { readonly status: ControlStatus["sites"][number] | undefined }) {
  if (status === undefined) return null;
  const { color, name } = looks[status.state];
  return (
    <>
      <Badge appearance="tint" color={color}>
        {name}
      </Badge>{" "}
      {status.reason}
    </>
  );
}
