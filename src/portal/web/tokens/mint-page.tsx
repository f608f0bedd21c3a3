import { Button, Field, makeStyles, Radio, RadioGroup } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Link } from "react-router";
import type { InspectedToken } from "../../../control/contract/checks.ts";
import { useUsers } from "../identity/directory.ts";
import { useManagedIdentities } from "../identity/managed-identities.ts";
import { useQueryFields } from "../identity/use-query-fields.ts";
import { ChoiceField } from "../parts/choice-field.tsx";
import { Code } from "../parts/code.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Failure } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { TokenView } from "../parts/token-view.tsx";
import { inspectToken } from "./inspect-token.ts";
import { Refusal } from "./refusal.tsx";
import { ResourceField } from "./resource-field.tsx";
import { summary } from "./summary.ts";
import { requestToken, type TokenRequest } from "./token-request.ts";
import { TokensPage } from "./tokens-page.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "12px", maxWidth: "640px" },
  text: { margin: 0, maxWidth: "80ch" },
  submit: { alignSelf: "flex-start" },
});

/** Gets a token as a managed identity or a user would, and shows what is in it. */
export function MintPage() {
  const styles = useStyles();
  const [{ as, who, resource }, set] = useQueryFields(["as", "who", "resource"]);
  const isUser = as === "user";
  const identities = useManagedIdentities();
  const users = useUsers();
  const mint = useMutation({
    gcTime: 0,
    mutationFn: async (request: TokenRequest) => {
      const { accessToken } = await requestToken(request);
      // The token is of use even where it can't be inspected.
      const inspected = await inspectToken(accessToken).catch((error: unknown) => ({ error }));
      return { accessToken, inspected };
    },
  });
  const change = (changes: Parameters<typeof set>[0]): void => {
    mint.reset();
    set(changes);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (who !== "" && resource !== "") mint.mutate(isUser ? { user: who, resource } : { identity: who, resource });
  };
  return (
    <TokensPage title="Mint a token" tab="/tokens/mint">
      <p className={styles.text}>
        As in Azure, a managed identity that has a token for the resource already is given that one, with its roles of
        then. <Link to="/identity/cache">The token cache</Link> shows and flushes them.
      </p>
      <form className={styles.form} onSubmit={submit}>
        <Field label="As">
          <RadioGroup
            layout="horizontal"
            value={isUser ? "user" : "identity"}
            onChange={(_event, { value }) => change({ as: value, who: "" })}
          >
            <Radio value="identity" label="a managed identity" />
            <Radio value="user" label="a user" />
          </RadioGroup>
        </Field>
        <ChoiceField
          label={isUser ? "User" : "Identity"}
          placeholder={isUser ? "Choose a user" : "Choose an identity"}
          value={who}
          onChange={(value) => change({ who: value })}
          hint={hint(isUser, users.data?.length, identities.data?.length)}
        >
          {isUser
            ? users.data?.map(({ id, displayName, userPrincipalName }) => (
                <option key={id} value={id}>{`${displayName} (${userPrincipalName})`}</option>
              ))
            : identities.data?.map(({ principalId, name, kind }) => (
                <option key={principalId} value={principalId}>{`${name} (${kind})`}</option>
              ))}
        </ChoiceField>
        <ResourceField value={resource} onChange={(typed) => change({ resource: typed })} />
        <Button
          type="submit"
          appearance="primary"
          className={styles.submit}
          disabled={who === "" || resource === "" || mint.isPending}
        >
          Mint
        </Button>
      </form>
      <div role="alert">{mint.isError && <Refusal error={mint.error} request={mint.variables} />}</div>
      <div role="status">{mint.isSuccess && minted(mint.data.inspected)}</div>
      {mint.isSuccess && (
        <>
          <TitledSection title="Token" actions={<CopyButton text={mint.data.accessToken} label="Copy the token" />}>
            <Code text={mint.data.accessToken} label="Text of the token" />
          </TitledSection>
          <TitledSection title="What is in it">
            {"error" in mint.data.inspected ? (
              <Failure error={mint.data.inspected.error} />
            ) : (
              <TokenView inspected={mint.data.inspected} />
            )}
          </TitledSection>
        </>
      )}
    </TokensPage>
  );
}

/** Where there is nothing to choose from, what to do about it. */
function hint(isUser: boolean, users: number | undefined, identities: number | undefined): string | undefined {
  if (isUser && users === 0) return "The tenant has no user yet. Add one with: az ad user create";
  if (!isUser && identities === 0) return "There is no managed identity yet. Make one with: az identity create";
  return undefined;
}

function minted(inspected: InspectedToken | { readonly error: unknown }): string {
  return "error" in inspected ? "The token was issued." : `The token was issued. ${summary(inspected)}`;
}
