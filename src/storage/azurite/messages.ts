import { z } from "zod";

/** What the parent tells the Azurite process. */
export const toAzuriteSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("start"),
    /** Where it keeps its files; in memory when absent. */
    folder: z.string().optional(),
    /** What every request must carry in `GATE_HEADER`. */
    gate: z.string().min(32),
    /** As Azurite's AZURITE_ACCOUNTS: `name:key1:key2;…`. */
    accounts: z.string(),
  }),
  /** Replaces the accounts; answered with the same `sequence` when they are in force. */
  z.object({ kind: z.literal("accounts"), accounts: z.string(), sequence: z.int() }),
  /** Saves everything and exits. */
  z.object({ kind: z.literal("stop") }),
]);

/** What the Azurite process tells its parent. */
export const fromAzuriteSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("listening"),
    /** Ports on 127.0.0.1. */
    ports: z.object({ blob: z.int(), queue: z.int(), table: z.int() }),
  }),
  z.object({ kind: z.literal("accounts"), sequence: z.int() }),
]);

export type ToAzurite = z.infer<typeof toAzuriteSchema>;
export type FromAzurite = z.infer<typeof fromAzuriteSchema>;
export type AzuritePorts = Extract<FromAzurite, { kind: "listening" }>["ports"];

/** Carries the secret that only the parent and its Azurite know. */
export const GATE_HEADER = "x-gatehouse-gate";
