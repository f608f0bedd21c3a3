import { Button, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { apiVersions, arm } from "../../azure/resource-manager.ts";
import { Secret } from "../../parts/secret.tsx";
import { RegenerateDialog } from "./regenerate-dialog.tsx";

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: "4px" },
});

/** What differs between the two keys of a subscription (API Management REST: "Subscription"). */
const keys = {
  primary: { property: "primaryKey", action: "regeneratePrimaryKey" },
  secondary: { property: "secondaryKey", action: "regenerateSecondaryKey" },
} as const;

interface Keys {
  readonly primaryKey: string;
  readonly secondaryKey: string;
}

export interface SubscriptionKeyProps {
  /** Resource id of the subscription. */
  readonly id: string;
  /** Name of the subscription. */
  readonly of: string;
  readonly which: keyof typeof keys;
}

/** One of the keys: shown when asked for, made anew when that is confirmed. */
export function SubscriptionKey({ id, of, which }: SubscriptionKeyProps) {
  const styles = useStyles();
  const [isAsked, setAsked] = useState(false);
  // A key that was shown isn't the key any more once another is made.
  const [made, setMade] = useState(0);
  const { property, action } = keys[which];
  const version = apiVersions.apiManagement;
  const name = `${which} key of ${of}`;
  return (
    <div className={styles.parts}>
      <Secret
        key={made}
        name={name}
        reveal={async () => (await arm<Keys>(`${id}/listSecrets`, version, { method: "POST" })).body[property]}
      />
      <Button size="small" appearance="subtle" aria-label={`Regenerate the ${name}`} onClick={() => setAsked(true)}>
        Regenerate
      </Button>
      {made > 0 && <span role="status">A new key was made.</span>}
      {isAsked && (
        <RegenerateDialog
          name={name}
          regenerate={async () => {
            await arm(`${id}/${action}`, version, { method: "POST" });
            setMade((before) => before + 1);
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  );
}
