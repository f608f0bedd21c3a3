import { z } from "zod";
import { parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const schema = z.record(z.string().min(1), z.object({ value: z.string(), type: z.string() }));

/** `config/connectionstrings`: a PUT replaces all of them. */
export const connectionStrings: ConfigKind = {
  name: "connectionstrings",
  shownBy: ["list"],
  render: (site) => site.state.connectionStrings,
  replace: (site, properties) => ({
    ...site,
    state: { ...site.state, connectionStrings: parseBody(schema, properties) },
  }),
};
