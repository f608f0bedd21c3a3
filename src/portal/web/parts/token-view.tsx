import { Badge, makeStyles } from "@fluentui/react-components";
import {
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  QuestionCircleFilled,
  WarningFilled,
} from "@fluentui/react-icons";
import type { InspectedToken } from "../../../control/contract/checks.ts";
import { Facts } from "./facts.tsx";
import { TitledSection } from "./titled-section.tsx";
import { TokenChecks } from "./token-checks.tsx";
import { TokenClaims } from "./token-claims.tsx";

const signatures = {
  valid: { color: "success", icon: <CheckmarkCircleFilled />, name: "signature valid" },
  invalid: { color: "danger", icon: <DismissCircleFilled />, name: "signature invalid" },
  "unknown-key": { color: "danger", icon: <QuestionCircleFilled />, name: "signed with an unknown key" },
  "not-signed": { color: "danger", icon: <WarningFilled />, name: "not signed" },
} as const;

const lifetimes = {
  valid: { color: "success", icon: <CheckmarkCircleFilled />, name: "within its lifetime" },
  expired: { color: "danger", icon: <ClockRegular />, name: "expired" },
  "not-yet-valid": { color: "danger", icon: <ClockRegular />, name: "not valid yet" },
  unlimited: { color: "warning", icon: <WarningFilled />, name: "never ends" },
} as const;

const useStyles = makeStyles({
  view: { display: "flex", flexDirection: "column", gap: "16px", minWidth: 0 },
  states: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px" },
  message: { margin: 0 },
});

/** What is in a token, whether its signature and lifetime hold, and which checks of the system it would pass. */
export function TokenView({ inspected }: { readonly inspected: InspectedToken }) {
  const styles = useStyles();
  const { header, claims, signature, lifetime, checks } = inspected;
  const { name: signatureName, ...signatureLook } = signatures[signature.state];
  const { name: lifetimeName, ...lifetimeLook } = lifetimes[lifetime];
  return (
    <div className={styles.view}>
      <div className={styles.states}>
        <Badge appearance="tint" {...signatureLook}>
          {signatureName}
        </Badge>
        <Badge appearance="tint" {...lifetimeLook}>
          {lifetimeName}
        </Badge>
      </div>
      <p className={styles.message}>{signature.message}</p>
      <TitledSection
        title="Checks"
        level={3}
        text="What looks at tokens in this system, and what each would say to this one."
      >
        <TokenChecks checks={checks} />
      </TitledSection>
      <TitledSection title="Claims" level={3}>
        <TokenClaims claims={claims} />
      </TitledSection>
      <TitledSection title="Header" level={3}>
        <Facts facts={Object.entries(header).map(([name, value]) => [name, textOf(value)])} />
      </TitledSection>
    </div>
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
