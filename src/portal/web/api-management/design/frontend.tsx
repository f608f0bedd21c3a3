import { makeStyles, tokens } from "@fluentui/react-components";
import type { Api, Operation, Parameter } from "../../azure/api-management.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Facts } from "../../parts/facts.tsx";

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  code: { fontFamily: tokens.fontFamilyMonospace },
});

/** How an API is reached, and what is behind it. */
export function ApiFrontend({ api }: { readonly api: Api }) {
  const styles = useStyles();
  const { path, serviceUrl, protocols, apiRevision, isCurrent, subscriptionRequired, subscriptionKeyParameterNames } =
    api.properties;
  const keys = subscriptionKeyParameterNames;
  const key = keys === undefined ? "required" : `required, in the header ${keys.header} or the query ${keys.query}`;
  return (
    <section className={styles.part} aria-labelledby="frontend">
      <h2 id="frontend" className={styles.title}>
        Frontend
      </h2>
      <Facts
        facts={[
          ["Path", <code className={styles.code} key="path">{`/${path}`}</code>],
          ["Web service", serviceUrl ?? "none: a policy sets it"],
          ["Protocols", (protocols ?? []).join(", ") || "https"],
          ["Revision", `${apiRevision ?? "1"}${isCurrent === false ? ", not the current one" : ", current"}`],
          ["Subscription key", subscriptionRequired ? key : "not required"],
        ]}
      />
    </section>
  );
}

/** How an operation is asked for. */
export function OperationFrontend({ operation, path }: { readonly operation: Operation; readonly path: string }) {
  const styles = useStyles();
  const { method, urlTemplate, description, templateParameters, request } = operation.properties;
  const parameters = [
    ...rows("Template", templateParameters),
    ...rows("Query", request?.queryParameters),
    ...rows("Header", request?.headers),
  ];
  return (
    <section className={styles.part} aria-labelledby="frontend">
      <h2 id="frontend" className={styles.title}>
        Frontend
      </h2>
      <Facts
        facts={[
          [
            "Method",
            <code className={styles.code} key="method">
              {method}
            </code>,
          ],
          [
            "URL template",
            <code className={styles.code} key="template">
              {urlTemplate}
            </code>,
          ],
          [
            "Path at the gateway",
            <code className={styles.code} key="path">
              {joined(path, urlTemplate)}
            </code>,
          ],
          ["Description", description || "none"],
        ]}
      />
      {parameters.length === 0 ? (
        "The operation has no parameters."
      ) : (
        <DataTable
          label="Parameters"
          rows={parameters}
          keyOf={({ place, parameter }) => `${place} ${parameter.name}`}
          columns={[
            { name: "Name", cell: ({ parameter }) => <code className={styles.code}>{parameter.name}</code> },
            { name: "In", cell: ({ place }) => place },
            { name: "Type", cell: ({ parameter }) => parameter.type },
            { name: "Required", cell: ({ parameter }) => (parameter.required ? "yes" : "no") },
            { name: "Values", cell: ({ parameter }) => valuesOf(parameter) },
            { name: "Description", cell: ({ parameter }) => parameter.description ?? "" },
          ]}
        />
      )}
    </section>
  );
}

function rows(place: string, parameters: readonly Parameter[] | undefined) {
  return (parameters ?? []).map((parameter) => ({ place, parameter }));
}

function valuesOf({ values, defaultValue }: Parameter): string {
  const some = (values ?? []).join(", ");
  const usual = defaultValue ? `${defaultValue} unless given` : "";
  return [some, usual].filter((text) => text !== "").join("; ");
}

function joined(path: string, template: string): string {
  return `/${path}/${template}`.replaceAll(/\/{2,}/g, "/");
}
