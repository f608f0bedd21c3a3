import { Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import type { EffectiveLine, EffectivePolicy, PolicySection } from "../../../../control/contract/policies.ts";
import { gatehouse } from "../../azure/gatehouse.ts";
import { Loaded } from "../../parts/loaded.tsx";
import type { Product } from "../products/product.ts";
import { ScopeMark } from "./scope-mark.tsx";
import { addressOf, ownerOf, type Scope } from "./scopes.ts";

const sections: readonly PolicySection[] = ["inbound", "backend", "outbound", "on-error"];
const PIXELS_PER_STEP = 16;

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  section: { margin: 0, fontSize: tokens.fontSizeBase300, fontFamily: tokens.fontFamilyMonospace },
  lines: {
    margin: 0,
    padding: 0,
    listStyleType: "none",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  line: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 220px",
    gap: "4px 16px",
    padding: "3px 8px",
    alignItems: "center",
    "@media (max-width: 720px)": { gridTemplateColumns: "minmax(0, 1fr)" },
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  origin: { display: "flex", alignItems: "center", gap: "8px", fontSize: tokens.fontSizeBase200, minWidth: 0 },
  nothing: { margin: 0, color: tokens.colorNeutralForeground2 },
});

export interface EffectivePolicyViewProps {
  readonly operationId: string;
  readonly scopes: readonly Scope[];
  readonly products: readonly Product[];
}

/** The policy that runs for an operation, line by line, each with the document that it came from. */
export function EffectivePolicyView({ operationId, scopes, products }: EffectivePolicyViewProps) {
  const styles = useStyles();
  const [query, setQuery] = useSearchParams();
  const product = products.find(({ name }) => name === query.get("product"));
  const scope = scopes.find(({ kind, product: name }) => kind === "product" && name === product?.name);
  const owner = scope && ownerOf(scope.policyId);
  const effective = useQuery({
    queryKey: ["gatehouse", "policies", "effective", operationId.toLowerCase(), owner?.toLowerCase() ?? ""],
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ operation: operationId, ...(owner === undefined ? {} : { product: owner }) });
      return gatehouse<EffectivePolicy>(`/policies/effective?${asked}`, { signal });
    },
  });
  const choose = (name: string) =>
    setQuery((before) => {
      const next = new URLSearchParams(before);
      next.delete("line");
      next.delete("product");
      if (name !== "") next.set("product", name);
      else if (before.get("scope") === "product") next.delete("scope");
      return next;
    });
  return (
    <section className={styles.part} aria-labelledby="effective">
      <h2 id="effective" className={styles.title}>
        Effective policy
      </h2>
      {products.length > 0 && (
        <Field label="Called with a subscription of" orientation="horizontal">
          <Select value={product?.name ?? ""} onChange={(_event, { value }) => choose(value)}>
            <option value="">no product</option>
            {products.map(({ name, properties }) => (
              <option key={name} value={name}>
                {properties.displayName}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Loaded query={effective} what="the effective policy">
        {(found) =>
          sections.map((section) => (
            <Section key={section} name={section} lines={found.sections[section]} scopes={scopes} />
          ))
        }
      </Loaded>
    </section>
  );
}

interface SectionProps {
  readonly name: PolicySection;
  readonly lines: readonly EffectiveLine[];
  readonly scopes: readonly Scope[];
}

function Section({ name, lines, scopes }: SectionProps) {
  const styles = useStyles();
  return (
    <>
      <h3 className={styles.section}>{name}</h3>
      {lines.length === 0 ? (
        <p className={styles.nothing}>Nothing runs here.</p>
      ) : (
        <ol className={styles.lines} aria-label={`Lines of ${name}`}>
          {placed(lines).map(({ line, place }) => (
            <li key={place} className={styles.line}>
              <code className={styles.code} style={{ paddingLeft: line.depth * PIXELS_PER_STEP }}>
                {line.text}
              </code>
              <Origin line={line} scopes={scopes} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** A fragment's lines can come twice: what tells lines apart is where they stand. */
function placed(lines: readonly EffectiveLine[]) {
  return lines.map((line, place) => ({ line, place }));
}

/** Whose line it is, and the way to it. A fragment has no page of its own. */
function Origin({ line, scopes }: { readonly line: EffectiveLine; readonly scopes: readonly Scope[] }) {
  const styles = useStyles();
  const [query] = useSearchParams();
  const scope = scopes.find(({ policyId }) => policyId.toLowerCase() === line.policyId.toLowerCase());
  const text = line.scope === "fragment" ? `${line.scopeName}, line ${line.line}` : `line ${line.line}`;
  return (
    <span className={styles.origin}>
      <ScopeMark scope={line.scope} />
      {scope === undefined ? text : <Link to={`?${addressOf(scope, query)}&line=${line.line}`}>{text}</Link>}
    </span>
  );
}
