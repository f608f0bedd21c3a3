import type {
  ExpressionMember,
  PolicyAttribute,
  PolicyCatalogue,
  PolicyChild,
  PolicyDefinition,
  PolicyScopeKind,
  PolicySection,
} from "../../../../../control/contract/policies.ts";
import type { PlaceInDocument } from "./place-in-document.ts";

export interface Suggestion {
  readonly kind: "element" | "attribute" | "value" | "member";
  readonly name: string;
  /** What is put in; with `${1}` for where the caret goes next. */
  readonly snippet: string;
  readonly detail: string;
  readonly explanation?: string;
}

/** What is known of a name in a document. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
  readonly url?: string;
}

const sections: readonly PolicySection[] = ["inbound", "backend", "outbound", "on-error"];
const sectionDetails: Readonly<Record<PolicySection, string>> = {
  inbound: "Runs when a request comes in.",
  backend: "Runs before the request goes to the backend, and sends it.",
  outbound: "Runs before the response goes to the caller.",
  "on-error": "Runs when another section failed.",
};
/** Their content is text; of policies the catalogue tells elements only. */
const holdText = new Set(["set-body"]);

type Element = PolicyDefinition | PolicyChild;

/** What can be written at a place of the document of a scope. */
export function suggestionsAt(
  place: PlaceInDocument,
  catalogue: PolicyCatalogue,
  scope: PolicyScopeKind,
): readonly Suggestion[] {
  switch (place.kind) {
    case "text":
      return elementsIn(place.path, catalogue, scope).map((suggestion) => ({
        ...suggestion,
        snippet: `<${suggestion.snippet}`,
      }));
    case "element":
      return elementsIn(place.path, catalogue, scope);
    case "closing": {
      const name = place.path.at(-1);
      return name === undefined ? [] : [{ kind: "element", name, snippet: `${name}>`, detail: "Ends the element." }];
    }
    case "attribute":
      return (elementAt(place.path, catalogue, scope)?.attributes ?? [])
        .filter(({ name }) => !place.present.includes(name))
        .map((attribute) => ({
          kind: "attribute",
          name: attribute.name,
          snippet: `${attribute.name}="${firstStop(attribute, 1)}"`,
          detail: describeAttribute(attribute),
        }));
    case "value": {
      const attribute = attributeAt(place.path, place.attribute, catalogue, scope);
      const values = (attribute?.values ?? []).map((name): Suggestion => ({ ...value, name, snippet: name }));
      const isNew = attribute?.takesExpression === true && place.value === "";
      return isNew ? [...values, { ...value, name: "@(…)", snippet: "@($1)", detail: "An expression in C#." }] : values;
    }
    case "expression":
      return membersAt(place.code, catalogue);
    case "comment":
      return [];
  }
}

const value = { kind: "value", detail: "A value of the attribute." } as const;

/** What the name at a place is; undefined for what the catalogue doesn't have. */
export function explanationAt(
  place: PlaceInDocument,
  catalogue: PolicyCatalogue,
  scope: PolicyScopeKind,
): Explanation | undefined {
  if (place.kind === "element") {
    const section = sections.find((name) => name === place.name);
    if (section !== undefined && place.path.length === 1) return { title: section, text: sectionDetails[section] };
    const found = elementAt([...place.path, place.name], catalogue, scope);
    if (found === undefined) return undefined;
    if ("summary" in found) return { title: found.name, text: found.summary, url: found.url };
    return { title: found.name, text: `Part of ${place.path.at(-1)}.` };
  }
  if (place.kind === "attribute") {
    const attribute = attributeAt(place.path, place.name, catalogue, scope);
    return attribute && { title: attribute.name, text: describeAttribute(attribute) };
  }
  if (place.kind !== "expression") return undefined;
  const { owner, name } = receiverOf(place.code);
  const found = catalogue.members.filter(
    (member) => member.name === name && (member.owner === owner || owner === undefined),
  );
  const [first] = found;
  if (first === undefined || owner === undefined) return undefined;
  return { title: `${owner}.${name}`, text: found.map(({ signature }) => signature).join("\n") };
}

function elementsIn(
  path: readonly string[],
  catalogue: PolicyCatalogue,
  scope: PolicyScopeKind,
): readonly Suggestion[] {
  if (path.length === 0)
    return [{ kind: "element", name: "policies", snippet: "policies>$0", detail: "The document." }];
  if (path.length === 1) {
    return sections.map((name) => ({
      kind: "element",
      name,
      snippet: `${name}>\n\t<base />$0\n</${name}>`,
      detail: sectionDetails[name],
    }));
  }
  return allowedIn(path, catalogue, scope).map((element) => ({
    kind: "element",
    name: element.name,
    snippet: elementSnippet(element),
    detail: "summary" in element ? element.summary : `Part of ${path.at(-1)}.`,
    ...("url" in element ? { explanation: element.url } : {}),
  }));
}

/** The elements that may stand in the one that `path` ends with. */
function allowedIn(path: readonly string[], catalogue: PolicyCatalogue, scope: PolicyScopeKind): readonly Element[] {
  const section = sections.find((name) => name === path[1]);
  if (path[0] !== "policies" || section === undefined) return [];
  const policies = catalogue.policies.filter(
    (policy) => policy.isSupported && policy.sections.includes(section) && policy.scopes.includes(scope),
  );
  let allowed: readonly Element[] = policies;
  for (const name of path.slice(2)) {
    const found = allowed.find((element) => element.name === name);
    if (found === undefined) return [];
    // A policy is none of another's own elements, so it comes without what `return-response` says of `set-header`.
    const holdsPolicies = "contains" in found && found.contains === "policies";
    allowed = holdsPolicies ? [...found.children, ...policies.filter(({ name }) => name !== "base")] : found.children;
  }
  return allowed;
}

function elementAt(path: readonly string[], catalogue: PolicyCatalogue, scope: PolicyScopeKind): Element | undefined {
  return allowedIn(path.slice(0, -1), catalogue, scope).find(({ name }) => name === path.at(-1));
}

function attributeAt(
  path: readonly string[],
  name: string,
  catalogue: PolicyCatalogue,
  scope: PolicyScopeKind,
): PolicyAttribute | undefined {
  return elementAt(path, catalogue, scope)?.attributes.find((attribute) => attribute.name === name);
}

function describeAttribute({ isRequired, takesExpression, values }: PolicyAttribute): string {
  const only = values === undefined ? "" : ` One of ${values.join(", ")}.`;
  return `${isRequired ? "Required." : "May be left out."}${only}${takesExpression ? " May be an expression." : ""}`;
}

function elementSnippet(element: Element): string {
  const { name, attributes, children } = element;
  const required = attributes
    .filter(({ isRequired }) => isRequired)
    .map((attribute, index) => ` ${attribute.name}="${firstStop(attribute, index + 1)}"`)
    .join("");
  const holdsElements = children.length > 0 || ("contains" in element && element.contains === "policies");
  const isPolicy = "summary" in element;
  if (holdsElements) return `${name}${required}>\n\t$0\n</${name}>`;
  // The values of lists, such as `audience`: nothing but text.
  if (holdText.has(name) || (!isPolicy && attributes.length === 0)) return `${name}${required}>$0</${name}>`;
  return `${name}${required} />$0`;
}

/** A stop that offers the values, if there are only some. */
function firstStop({ values }: PolicyAttribute, stop: number): string {
  return values === undefined ? `\${${stop}}` : `\${${stop}|${values.join(",")}|}`;
}

function membersAt(code: string, catalogue: PolicyCatalogue): readonly Suggestion[] {
  const { owner } = receiverOf(code);
  if (owner === undefined) {
    return [{ kind: "member", name: "context", snippet: "context", detail: "The request and all that belongs to it." }];
  }
  const byName = new Map<string, ExpressionMember[]>();
  for (const member of catalogue.members.filter((candidate) => candidate.owner === owner)) {
    byName.set(member.name, [...(byName.get(member.name) ?? []), member]);
  }
  return [...byName]
    .filter(([name]) => name !== "this[]")
    .map(([name, overloads]) => ({
      kind: "member",
      name,
      snippet: name,
      detail: overloads.map(({ signature }) => signature).join(" | "),
    }));
}

/** What a member is asked of at the end of a piece of C#, as far as names tell: `context.Request` of `… == context.Request.He`. */
function receiverOf(code: string): { readonly owner: string | undefined; readonly name: string } {
  const found = /((?:[A-Za-z_]\w*\s*\??\.\s*)*)([A-Za-z_]\w*)?$/.exec(code);
  const owner = (found?.[1] ?? "").replaceAll(/[\s?]/g, "").replace(/\.$/, "");
  return { owner: owner === "" ? undefined : owner, name: found?.[2] ?? "" };
}
