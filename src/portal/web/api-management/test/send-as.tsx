import { Field, Input, Select, Textarea } from "@fluentui/react-components";
import { useId } from "react";
import { gatehouse } from "../../azure/gatehouse.ts";
import { type Caller, useAudiences, useCallers } from "./use-test-choices.ts";

/** Whose token goes with a request. */
export type SendAs =
  | { readonly kind: "anonymous" }
  | { readonly kind: "caller"; readonly id: string; readonly resource: string }
  | { readonly kind: "token"; readonly token: string };

/** The `Authorization` that the choice stands for. Throws `ApiError` when no token is to be had. */
export async function authorizationOf(
  sendAs: SendAs,
  callers: readonly Caller[],
): Promise<readonly [string, string][]> {
  if (sendAs.kind === "anonymous") return [];
  if (sendAs.kind === "token") return [["Authorization", `Bearer ${sendAs.token.trim()}`]];
  const caller = callers.find(({ id }) => id === sendAs.id);
  const who = caller?.kind === "user" ? { user: sendAs.id } : { identity: sendAs.id };
  const { accessToken } = await gatehouse<{ readonly accessToken: string }>("/token", {
    method: "POST",
    body: { ...who, resource: sendAs.resource },
  });
  return [["Authorization", `Bearer ${accessToken}`]];
}

const ANONYMOUS = "anonymous";
const TOKEN = "token";

/** Chooses who sends: nobody, a managed identity or a user (and for what), or whoever a token is of. */
export function ChooseSender({
  value,
  onChange,
}: {
  readonly value: SendAs;
  readonly onChange: (value: SendAs) => void;
}) {
  const audiencesId = useId();
  const { data: callers = [] } = useCallers();
  const { data: audiences = [] } = useAudiences();
  const choose = (chosen: string): void => {
    if (chosen === ANONYMOUS) onChange({ kind: "anonymous" });
    else if (chosen === TOKEN) onChange({ kind: "token", token: "" });
    else
      onChange({
        kind: "caller",
        id: chosen,
        resource: value.kind === "caller" ? value.resource : (audiences[0] ?? ""),
      });
  };
  return (
    <>
      <Field label="Send as" hint="Whose token the Authorization header carries.">
        <Select value={value.kind === "caller" ? value.id : value.kind} onChange={(_event, data) => choose(data.value)}>
          <option value={ANONYMOUS}>Nobody (no token)</option>
          <optgroup label="Managed identities">
            {callers.filter(isOf("identity")).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
          <optgroup label="Users">
            {callers.filter(isOf("user")).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
          <option value={TOKEN}>Whoever this token is of</option>
        </Select>
      </Field>
      {value.kind === "caller" && (
        <Field label="Token for" hint="Identifier URI or client id of the application that the token is meant for.">
          <Input
            list={audiencesId}
            value={value.resource}
            onChange={(_event, data) => onChange({ ...value, resource: data.value })}
          />
        </Field>
      )}
      <datalist id={audiencesId}>
        {audiences.map((audience) => (
          <option key={audience}>{audience}</option>
        ))}
      </datalist>
      {value.kind === "token" && (
        <Field label="Token">
          <Textarea value={value.token} onChange={(_event, data) => onChange({ kind: "token", token: data.value })} />
        </Field>
      )}
    </>
  );
}

function isOf(kind: Caller["kind"]): (caller: Caller) => boolean {
  return (caller) => caller.kind === kind;
}
