import type { BlockSchema } from "../resource-type.ts";

/** The arguments of `provisioner "local-exec"` that are evaluated; `when` and `on_failure` are keywords. */
export const localExecSchema: BlockSchema = {
  attributes: {
    command: { type: "string", required: true },
    working_dir: { type: "string" },
    interpreter: { type: "list" },
    environment: { type: "map" },
    quiet: { type: "bool", default: false },
  },
};
