import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, ErrorCircleFilled } from "@fluentui/react-icons";
import type { KeyVaultReference } from "./named-value.ts";

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: "4px" },
  identifier: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  small: { fontSize: tokens.fontSizeBase200 },
});

/** The secret that a named value is read from, by whom, and how that went the last time. */
export function VaultReference({ reference }: { readonly reference: KeyVaultReference }) {
  const styles = useStyles();
  const { secretIdentifier, identityClientId, lastStatus } = reference;
  const isFine = lastStatus?.code === "Success";
  return (
    <div className={styles.parts}>
      <span className={styles.identifier}>{secretIdentifier}</span>
      <span className={styles.small}>
        {identityClientId
          ? `Read by the identity with client id ${identityClientId}.`
          : "Read by the service's own identity."}
      </span>
      {lastStatus !== undefined && (
        <>
          <Badge
            appearance="tint"
            color={isFine ? "success" : "danger"}
            icon={isFine ? <CheckmarkCircleFilled /> : <ErrorCircleFilled />}
          >
            {lastStatus.code}
          </Badge>
          <span className={styles.small}>
            {new Date(lastStatus.timeStampUtc).toLocaleString()}
            {lastStatus.message !== undefined && `: ${lastStatus.message}`}
          </span>
        </>
      )}
    </div>
  );
}
