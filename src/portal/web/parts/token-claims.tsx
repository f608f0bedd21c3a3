import { Text } from "@fluentui/react-components";
import type { TokenClaim } from "../../../control/contract/checks.ts";
import { CloudTime } from "./cloud-time.tsx";
import { DataTable } from "./data-table.tsx";

/** Claims whose numbers are seconds since the epoch (RFC 7519, "NumericDate"). */
const TIMES = new Set(["iat", "nbf", "exp", "auth_time"]);

/** The claims of a token and what each means; times as the person's clock writes them and by the cloud's. */
export function TokenClaims({ claims }: { readonly claims: readonly TokenClaim[] }) {
  if (claims.length === 0) return <Text>The token has no claim.</Text>;
  return (
    <DataTable
      label="Claims"
      rows={claims}
      keyOf={({ name }) => name}
      columns={[
        { name: "Claim", cell: ({ name }) => name },
        { name: "Value", cell: (claim) => <ClaimValue claim={claim} /> },
        { name: "Meaning", cell: ({ meaning }) => meaning ?? "" },
      ]}
    />
  );
}

function ClaimValue({ claim: { name, value } }: { readonly claim: TokenClaim }) {
  if (TIMES.has(name) && typeof value === "number") {
    return (
      <>
        {value}
        <br />
        <CloudTime seconds={value} />
      </>
    );
  }
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return <>{value.join(", ")}</>;
  return <>{typeof value === "string" ? value : JSON.stringify(value)}</>;
}
