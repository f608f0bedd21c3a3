import type { Range } from "./terraform-error.ts";

/** What an expression refers to, with the place where it does. */
export type Reference = ReferenceTarget & { readonly range: Range };

/**
 * - `variable`, `local`: `var.name`, `local.name`
 * - `resource`, `data`: `type.name`, `data.type.name`
 * - `module`: `module.name`, and the output that is read of it (undefined for the whole module, or an output of one
 *   instance that is chosen by a computed key)
 * - `context`: what needs no order: `each.value`, `count.index`, `self`, `path.module`, `terraform.workspace`
 */
export type ReferenceTarget =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "resource"; readonly type: string; readonly name: string }
  | { readonly kind: "data"; readonly type: string; readonly name: string }
  | { readonly kind: "module"; readonly name: string; readonly output: string | undefined }
  | {
      readonly kind: "context";
      readonly object: "each" | "count" | "self" | "path" | "terraform";
      readonly attribute: string | undefined;
    };
