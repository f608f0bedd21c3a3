import { z } from "zod";
import type { Value } from "../language/index.ts";

const valueSchema: z.ZodType<Value> = z.json();
const recordSchema = z.record(z.string(), valueSchema);

const instanceSchema = z.object({
  /** `module.a.azurerm_x.y["key"]`. */
  address: z.string(),
  type: z.string(),
  /** What the configuration said, with defaults. */
  config: recordSchema,
  /** What expressions see: the configuration and what Azure answered. Secrets included, as in Terraform's own state. */
  attributes: recordSchema,
  /** Addresses of resource blocks that it was made after. */
  dependsOn: z.array(z.string()),
  /** `tainted`: it was made, but a provisioner failed. The next apply replaces it. */
  status: z.literal("tainted").optional(),
});

const outputSchema = z.object({ value: valueSchema, sensitive: z.boolean() });

const stateSchema = z.object({
  version: z.literal(1),
  instances: z.array(instanceSchema),
  /** Addresses whose making was begun, so that an apply that was killed finds what it left behind. */
  creating: z.array(z.string()).optional(),
  /** Replaced resources (`create_before_destroy`) that are still to be deleted. */
  deposed: z.array(instanceSchema).optional(),
  /** Outputs of the root module as the last apply left them. */
  outputs: z.record(z.string(), outputSchema).optional(),
});

export type InstanceState = Readonly<z.infer<typeof instanceSchema>>;
export type State = Readonly<z.infer<typeof stateSchema>>;
/** The value of an output of the root module. */
export type Output = Readonly<z.infer<typeof outputSchema>>;

/** Where the state of one folder is kept. */
export interface StateStorage {
  load(): Promise<State | undefined>;
  /** Resolves when it is safe. */
  save(state: State): Promise<void>;
}

/** Reads a state that was written by `JSON.stringify`. Throws a ZodError or SyntaxError for anything else. */
export function parseState(text: string): State {
  return stateSchema.parse(JSON.parse(text));
}

/** State that lasts as long as the process. */
export function memoryState(): StateStorage {
  let kept: State | undefined;
  return {
    load: async () => kept,
    async save(state) {
      kept = state;
    },
  };
}
