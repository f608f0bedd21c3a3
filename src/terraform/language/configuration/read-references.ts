import type { Attribute } from "../body.ts";
import type { Reference } from "../reference.ts";
import { syntaxReferences } from "../references.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { TerraformError } from "../terraform-error.ts";

/** The elements of an argument that must be a list of names, such as `depends_on`; empty when it is absent. */
export function nameList(attribute: Attribute | undefined): readonly Syntax[] {
  if (attribute === undefined) return [];
  const { syntax, range } = attribute.expression;
  if (syntax.kind === "tuple" && syntax.elements.every(isPath)) return syntax.elements;
  throw new TerraformError(
    "INVALID_CONFIGURATION",
    `"${attribute.name}" must be a list of references without quotes, as in [azurerm_resource_group.example].`,
    range,
  );
}

/** What the names in such a list refer to. */
export function referenceList(attribute: Attribute | undefined): readonly Reference[] {
  return nameList(attribute).flatMap((element) => syntaxReferences(element));
}

/** A path as it is written: `tags["x"]`, `azurerm.alias`. */
export function pathText(syntax: Syntax): string {
  switch (syntax.kind) {
    case "name":
      return syntax.name;
    case "attribute":
      return `${pathText(syntax.object)}.${syntax.name}`;
    case "index":
      return `${pathText(syntax.collection)}[${syntax.key.kind === "literal" ? JSON.stringify(syntax.key.value) : "*"}]`;
    default:
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        "A name is expected here, such as azurerm.alias.",
        syntax.range,
      );
  }
}

function isPath(syntax: Syntax): boolean {
  return syntax.kind === "name" || syntax.kind === "attribute" || syntax.kind === "index";
}
