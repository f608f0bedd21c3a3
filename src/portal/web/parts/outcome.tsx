import { Badge } from "@fluentui/react-components";
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  ErrorCircleFilled,
  SpinnerIosRegular,
} from "@fluentui/react-icons";
import type { ExchangeOutcome } from "../../../control/contract/exchanges.ts";

const looks = {
  running: { color: "informative", icon: <SpinnerIosRegular />, name: "running" },
  passed: { color: "success", icon: <CheckmarkCircleFilled />, name: "passed" },
  refused: { color: "danger", icon: <DismissCircleFilled />, name: "refused" },
  failed: { color: "danger", icon: <ErrorCircleFilled />, name: "failed" },
  aborted: { color: "warning", icon: <DismissCircleFilled />, name: "hung up" },
} as const;

/** How a request ended, by colour, picture and word; with its status if it has one. */
export function Outcome({
  outcome,
  status,
}: {
  readonly outcome: ExchangeOutcome;
  readonly status?: number | undefined;
}) {
  const { color, icon, name } = looks[outcome];
  return (
    <Badge appearance="tint" color={color} icon={icon}>
      {status === undefined ? name : `${status} ${name}`}
    </Badge>
  );
}
