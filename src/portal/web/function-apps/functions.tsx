import { Button } from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import type { SendAnswer } from "../../../control/contract/send.ts";
import { type AppFunction, siteAction, useFunctionAppPlace, useSiteList } from "../azure/function-apps.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { Code } from "../parts/code.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Failure, Loaded } from "../parts/loaded.tsx";
import { Secret } from "../parts/secret.tsx";
import { TitledSection } from "../parts/titled-section.tsx";

interface HostKeys {
  readonly masterKey: string;
  readonly functionKeys: Readonly<Record<string, string>>;
}

/** The app's functions with their addresses and keys, and a button to call one. */
export function Functions() {
  const { isReady, siteId } = useFunctionAppPlace();
  const functions = useSiteList<AppFunction>(`${siteId}/functions`, isReady);
  const run = useMutation({
    mutationFn: async (one: AppFunction) => {
      const { authLevel = "anonymous" } = triggerOf(one) ?? {};
      const keys =
        authLevel === "anonymous"
          ? undefined
          : await siteAction<Readonly<Record<string, string>>>(`${one.id}/listkeys`);
      const headers = keys?.default === undefined ? [] : [["x-functions-key", keys.default]];
      const url = one.properties.invoke_url_template ?? "";
      return gatehouse<SendAnswer>("/send", { method: "POST", body: { method: "GET", url, headers } });
    },
  });
  const empty = "The app runs no function. Deploy it, or see its log for why it doesn't start.";
  return (
    <>
      <Loaded query={functions} what="functions" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="Functions"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              { name: "Name", isShort: true, cell: ({ properties }) => properties.name },
              { name: "Trigger", isShort: true, cell: (one) => triggerText(one) },
              { name: "Address", cell: ({ properties }) => properties.invoke_url_template ?? "none" },
              {
                name: "Default key",
                cell: (one) =>
                  triggerOf(one)?.authLevel === "anonymous" ? (
                    "not needed"
                  ) : (
                    <Secret
                      name={`key of ${one.properties.name}`}
                      reveal={async () =>
                        (await siteAction<Readonly<Record<string, string>>>(`${one.id}/listkeys`)).default ?? ""
                      }
                    />
                  ),
              },
              {
                name: "Run",
                cell: (one) =>
                  canRun(one) && (
                    <Button
                      size="small"
                      disabled={run.isPending}
                      aria-label={`Run ${one.properties.name}`}
                      onClick={() => run.mutate(one)}
                    >
                      Run
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <div role="status">
        {run.data !== undefined && (
          <>
            <p>
              {run.variables?.properties.name} answered {run.data.status} {run.data.statusText} in {run.data.durationMs}{" "}
              ms.
            </p>
            <Code label="Body of the answer" text={bodyText(run.data)} />
          </>
        )}
      </div>
      {run.isError && <Failure error={run.error} />}
      <TitledSection title="Keys of the host">
        <p>
          Default:{" "}
          <Secret name="default host key" reveal={async () => (await hostKeys(siteId)).functionKeys.default ?? ""} />
        </p>
        <p>
          Master: <Secret name="master key" reveal={async () => (await hostKeys(siteId)).masterKey} />
        </p>
      </TitledSection>
    </>
  );
}

function bodyText({ body, bodyEncoding, bodyBytes, isCut }: SendAnswer): string {
  if (bodyEncoding === "base64") return `(${bodyBytes} bytes that are no text)`;
  return isCut ? `${body}\n(the first part of ${bodyBytes} bytes)` : body || "(no body)";
}

function hostKeys(siteId: string): Promise<HostKeys> {
  return siteAction<HostKeys>(`${siteId}/host/default/listkeys`);
}

function triggerOf({ properties }: AppFunction) {
  return properties.config.bindings.find(({ type }) => /trigger$/i.test(type));
}

function triggerText(one: AppFunction): string {
  const { type = "none", methods = [] } = triggerOf(one) ?? {};
  const disabled = one.properties.isDisabled ? ", disabled" : "";
  return `${type}${methods.length === 0 ? "" : ` (${methods.join(", ")})`}${disabled}`;
}

/** An HTTP function that takes GET, at an address without parameters. */
function canRun(one: AppFunction): boolean {
  const { type, methods } = triggerOf(one) ?? {};
  const address = one.properties.invoke_url_template ?? "{";
  return (
    type === "httpTrigger" &&
    (methods === undefined || methods.some((method) => /^get$/i.test(method))) &&
    !address.includes("{")
  );
}
