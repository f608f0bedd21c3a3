import { z } from "zod";
import { parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

// A client may send a number or a boolean where Azure wants a string: Resource Manager makes strings of them.
const schema = z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** `config/appsettings`: a PUT replaces all of them. References to Key Vault are shown as they are, never resolved. */
export const appSettings: ConfigKind = {
  name: "appsettings",
  shownBy: ["list"],
  render: (site) => site.state.appSettings,
  replace(site, properties) {
    const settings = Object.entries(parseBody(schema, properties)).map(([name, value]) => [name, String(value ?? "")]);
    return { ...site, state: { ...site.state, appSettings: Object.fromEntries(settings) } };
  },
};
