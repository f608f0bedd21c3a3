import { z } from "zod";
import { parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const schema = z.record(z.string().min(1), z.string());

/** `config/metadata`: notes that tools keep with a site, such as `CURRENT_STACK`. They change nothing about how it runs. */
export const metadata: ConfigKind = {
  name: "metadata",
  shownBy: ["list"],
  render: (site) => site.state.metadata ?? {},
  replace: (site, properties) => ({ ...site, state: { ...site.state, metadata: parseBody(schema, properties) } }),
};
