import { z } from "zod";

/** The sections of a pipeline, in the order in which they run. */
export const SECTIONS = ["inbound", "backend", "outbound", "on-error"] as const;

const entrySchema = z.object({ source: z.string(), timestamp: z.string(), elapsed: z.string(), data: z.unknown() });
export type TraceEntry = Readonly<z.infer<typeof entrySchema>>;

/** A trace as the gateway gives it (API Management REST: "GatewayTraceContract"). */
export const traceSchema = z.object({
  serviceName: z.string(),
  traceId: z.string(),
  traceEntries: z.partialRecord(z.enum(SECTIONS), z.array(entrySchema)),
});
export type Trace = Readonly<z.infer<typeof traceSchema>>;
