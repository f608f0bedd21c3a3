/**
 * The parameters that an operation's URL template names, in order: those of the path, then those of the query.
 * `{*rest}` is `rest` (azurerm pull request 29895: the service takes `{name}` and `{*name}`). A bare `*` names none.
 */
export function templateParameterNames(urlTemplate: string): readonly string[] {
  return [...urlTemplate.matchAll(/\{\*?([^{}]*)\}/g)].map(([, name = ""]) => name);
}

/** True if both templates match the same requests: parameter names don't tell them apart, nor does case in literals. */
export function sameUrlTemplate(a: string, b: string): boolean {
  return shape(a) === shape(b);
}

function shape(urlTemplate: string): string {
  return urlTemplate
    .replace(/\{\*[^{}]*\}/g, "{*}")
    .replace(/\{(?!\*\})[^{}]*\}/g, "{}")
    .replace(/^\/|\/$/g, "")
    .toLowerCase();
}
