import { Button, Field, makeStyles, Select, Spinner, Textarea, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import type { SendRequest } from "../../../../control/contract/send.ts";
import type { Api, Operation, Service } from "../../azure/api-management.ts";
import { Failure } from "../../parts/loaded.tsx";
import { Answer } from "./answer.tsx";
import { addressOf, composeRequest, initialForm, type TestForm } from "./compose-request.ts";
import { FieldTable } from "./field-table.tsx";
import { authorizationOf, ChooseSender, type SendAs } from "./send-as.tsx";
import { sendTest } from "./send-test.ts";
import { bestSubscription, fetchKey, useCallers, useRevisions, useSubscriptions } from "./use-test-choices.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
const NO_KEY = "";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "12px" },
  row: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(200px, 1fr))",
    gap: "12px",
    alignItems: "start",
    "& > *": { minWidth: 0 },
    "& select": { width: "100%" },
  },
  group: { border: "none", margin: 0, padding: 0 },
  legend: { fontWeight: tokens.fontWeightSemibold, padding: 0, marginBottom: "6px" },
  address: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere" },
});

export interface TestConsoleProps {
  readonly service: Service;
  readonly api: Api;
  readonly operation: Operation;
}

/** The form of a request, its answer below. */
export function TestConsole({ service, api, operation }: TestConsoleProps) {
  const styles = useStyles();
  const addressId = useId();
  const [form, setForm] = useState<TestForm>(() => initialForm(operation));
  const [sendAs, setSendAs] = useState<SendAs>({ kind: "anonymous" });
  const [chosenSubscription, setSubscription] = useState<string>();
  const [revision, setRevision] = useState("");
  const result = useRef<HTMLDivElement>(null);
  const { data: subscriptions = [] } = useSubscriptions(service.id, true);
  const { data: revisions = [] } = useRevisions(api.id, true);
  const { data: callers = [] } = useCallers();

  const fitting = api.properties.subscriptionRequired ? bestSubscription(subscriptions, api)?.id : undefined;
  const subscription = chosenSubscription ?? fitting ?? NO_KEY;
  const path = revision === "" ? api.properties.path : `${api.properties.path};rev=${revision}`;
  const address = addressOf(service.properties.gatewayUrl, path, operation.properties.urlTemplate, form);

  const send = useMutation({
    mutationFn: async () => {
      const keyHeader = api.properties.subscriptionKeyParameterNames?.header ?? "Ocp-Apim-Subscription-Key";
      const added: SendRequest["headers"] = [
        ...(subscription === NO_KEY ? [] : [[keyHeader, await fetchKey(subscription)] as [string, string]]),
        ...(await authorizationOf(sendAs, callers)),
      ];
      return sendTest(composeRequest(address, form, added), service.id, api.id);
    },
    onSuccess: () => requestAnimationFrame(() => result.current?.scrollIntoView({ block: "nearest" })),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate();
  };

  return (
    <>
      <form className={styles.form} onSubmit={submit} aria-label="Request">
        <div className={styles.row}>
          <Field label="Method">
            <Select value={form.method} onChange={(_event, { value }) => setForm({ ...form, method: value })}>
              {[...new Set([form.method, ...METHODS])].map((method) => (
                <option key={method}>{method}</option>
              ))}
            </Select>
          </Field>
          <ChooseSender value={sendAs} onChange={setSendAs} />
          <Field label="Subscription key" hint="Its primary key goes with the request.">
            <Select value={subscription} onChange={(_event, { value }) => setSubscription(value)}>
              <option value={NO_KEY}>None</option>
              {subscriptions
                .filter(({ properties }) => properties.state === "active")
                .map(({ id, name, properties }) => (
                  <option key={id} value={id}>
                    {properties.displayName ?? name}
                  </option>
                ))}
            </Select>
          </Field>
          {revisions.length > 1 && (
            <Field label="Revision">
              <Select value={revision} onChange={(_event, { value }) => setRevision(value)}>
                <option value="">Current</option>
                {revisions.map(({ apiRevision }) => (
                  <option key={apiRevision}>{apiRevision}</option>
                ))}
              </Select>
            </Field>
          )}
        </div>
        {form.template.length > 0 && (
          <fieldset className={styles.group}>
            <legend className={styles.legend}>Template parameters</legend>
            <FieldTable
              what="parameter"
              isFixed
              fields={form.template}
              onChange={(template) => setForm({ ...form, template })}
            />
          </fieldset>
        )}
        <fieldset className={styles.group}>
          <legend className={styles.legend}>Query parameters</legend>
          <FieldTable what="query parameter" fields={form.query} onChange={(query) => setForm({ ...form, query })} />
        </fieldset>
        <fieldset className={styles.group}>
          <legend className={styles.legend}>Headers</legend>
          <FieldTable what="header" fields={form.headers} onChange={(headers) => setForm({ ...form, headers })} />
        </fieldset>
        {form.method !== "GET" && form.method !== "HEAD" && (
          <Field label="Body">
            <Textarea
              value={form.body}
              resize="vertical"
              onChange={(_event, { value }) => setForm({ ...form, body: value })}
            />
          </Field>
        )}
        <div>
          <span id={addressId}>Address: </span>
          <output aria-labelledby={addressId} className={styles.address}>
            {address}
          </output>
        </div>
        <div>
          <Button type="submit" appearance="primary" icon={<SendRegular />} disabled={send.isPending}>
            Send
          </Button>
        </div>
      </form>
      <div ref={result} aria-live="polite" aria-busy={send.isPending}>
        {send.isPending && <Spinner label="Sending" />}
        {send.isError && <Failure error={send.error} />}
        {send.data !== undefined && !send.isPending && <Answer result={send.data} sendAgain={() => send.mutate()} />}
      </div>
    </>
  );
}
