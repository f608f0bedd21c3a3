import type { Block, Body } from "../../language/index.ts";
import { TerraformError } from "../../language/index.ts";
import { checkBody } from "../check-body.ts";
import { unsupported } from "../unsupported.ts";
import { localExecSchema } from "./local-exec-schema.ts";

const KEYWORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["when", ["create", "destroy"]],
  ["on_failure", ["fail", "continue"]],
]);

/** Refuses by name every provisioner but a `local-exec` at creation. Throws TerraformError with file and line. */
export function checkProvisioner(provisioner: Block): void {
  const [kind = ""] = provisioner.labels;
  if (kind !== "local-exec") throw unsupported(`The provisioner "${kind}" is not supported.`, provisioner.range);
  for (const [name, allowed] of KEYWORDS) {
    const attribute = provisioner.body.attributes.get(name);
    if (attribute === undefined) continue;
    const word = keywordOf(provisioner, name) ?? "";
    if (!allowed.includes(word))
      throw new TerraformError(
        "INVALID_CONFIGURATION",
        `"${name}" of a provisioner is ${allowed.join(" or ")}; found ${attribute.expression.source}.`,
        attribute.range,
      );
    if (word === "destroy") throw unsupported("A provisioner at destruction is not supported.", attribute.range);
  }
  checkBody(evaluatedPart(provisioner), localExecSchema, {
    where: 'provisioner "local-exec"',
    provider: "",
    major: undefined,
  });
}

/** The arguments of a provisioner without its keywords, which are no expressions. */
export function evaluatedPart({ body }: Block): Body {
  return { ...body, attributes: new Map([...body.attributes].filter(([name]) => !KEYWORDS.has(name))) };
}

/** `when` or `on_failure` as written, in quotes or without. */
export function keywordOf({ body }: Block, name: string): string | undefined {
  return body.attributes.get(name)?.expression.source.trim().replaceAll('"', "");
}
