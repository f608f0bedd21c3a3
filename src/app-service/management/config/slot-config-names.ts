import { z } from "zod";
import { parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const names = z.array(z.string()).nullable().default(null);
const schema = z.object({ connectionStringNames: names, appSettingNames: names, azureStorageConfigNames: names });

/** `config/slotConfigNames`: which settings stay with their slot. Kept and shown; Gatehouse has no slots to swap. */
export const slotConfigNames: ConfigKind = {
  name: "slotConfigNames",
  shownBy: ["get"],
  render: (site) => site.state.slotConfigNames ?? schema.parse({}),
  replace: (site, properties) => ({
    ...site,
    state: { ...site.state, slotConfigNames: parseBody(schema, properties) },
  }),
};
