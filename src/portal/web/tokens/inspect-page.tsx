import { Button, Field, makeStyles, Textarea, tokens } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Failure } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { TokenView } from "../parts/token-view.tsx";
import { inspectToken } from "./inspect-token.ts";
import { summary } from "./summary.ts";
import { TokensPage } from "./tokens-page.tsx";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", alignItems: "flex-start", gap: "12px" },
  field: { width: "100%", maxWidth: "960px" },
  text: { fontFamily: tokens.fontFamilyMonospace },
});

/** What is in a token that is pasted. It stays on this machine, and out of addresses. */
export function InspectPage() {
  const styles = useStyles();
  const [text, setText] = useState("");
  const inspect = useMutation({ mutationFn: inspectToken, gcTime: 0 });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== "") inspect.mutate(text);
  };
  const change = (value: string): void => {
    inspect.reset();
    setText(value);
  };
  return (
    <TokensPage title="Inspect a token" tab="/tokens/inspect">
      <form className={styles.form} onSubmit={submit}>
        <Field
          label="Token"
          hint="Three parts with dots between them, with or without Bearer in front. It is sent to this Gatehouse and nowhere else, and is not kept."
          className={styles.field}
        >
          <Textarea
            value={text}
            rows={6}
            resize="vertical"
            textarea={{ className: styles.text }}
            spellCheck={false}
            autoComplete="off"
            onChange={(_event, { value }) => change(value)}
          />
        </Field>
        <Button type="submit" appearance="primary" disabled={text.trim() === "" || inspect.isPending}>
          Inspect
        </Button>
      </form>
      <div role="alert">{inspect.isError && <Failure error={inspect.error} />}</div>
      <div role="status">{inspect.isSuccess && summary(inspect.data)}</div>
      {inspect.isSuccess && (
        <TitledSection title="What was found">
          <TokenView inspected={inspect.data} />
        </TitledSection>
      )}
    </TokensPage>
  );
}
