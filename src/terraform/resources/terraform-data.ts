import { randomUUID } from "node:crypto";
import type { ResourceType } from "../engine/resource-type.ts";
import { map } from "./schema.ts";

/** Resources that are nothing but an entry in the state: for values that live as long, and for provisioners. */
export const stateOnlyTypes: readonly ResourceType[] = [
  {
    type: "terraform_data",
    mode: "managed",
    attributes: { input: { type: "any" }, triggers_replace: { type: "any", forceNew: true } },
    create: async ({ input = null }) => ({ id: randomUUID(), output: input }),
    update: async ({ input = null }) => ({ output: input }),
  },
  {
    type: "null_resource",
    mode: "managed",
    attributes: { triggers: map({ forceNew: true }) },
    create: async () => ({ id: randomUUID() }),
  },
];
