/** A trace as Resource Manager gives it (API Management REST: "Gateway - List Trace"), and what the page reads from it. */

export const SECTIONS = ["inbound", "backend", "outbound", "on-error"] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface TraceEntry {
  readonly source: string;
  readonly timestamp: string;
  /** .NET TimeSpan `hh:mm:ss.fffffff` since the request began. */
  readonly elapsed: string;
  readonly data: unknown;
}

export interface Trace {
  readonly serviceName: string;
  readonly traceId: string;
  readonly traceEntries: Readonly<Partial<Record<SectionName, readonly TraceEntry[]>>>;
}

/** One step of the waterfall. */
export interface Step {
  readonly key: string;
  readonly section: SectionName;
  readonly source: string;
  /** When the entry was written, in milliseconds since the request began. */
  readonly atMs: number;
  /** Since the entry before it, whichever its section. */
  readonly tookMs: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isRefusal: boolean;
}

/** The steps in the order of time. The step that refused the request is the last of its source before the error. */
export function stepsOf({ traceEntries }: Trace): readonly Step[] {
  const entries = SECTIONS.flatMap((section) =>
    (traceEntries[section] ?? []).map((entry, index) => ({
      section,
      key: `${section}-${index}`,
      source: entry.source,
      atMs: milliseconds(entry.elapsed),
      fields: fieldsOf(entry.data),
    })),
  ).toSorted((a, b) => a.atMs - b.atMs);
  const failure = traceEntries["on-error"]?.[0];
  const failedAt = failure === undefined ? -1 : milliseconds(failure.elapsed);
  const refused = entries.findLast(
    ({ section, source, atMs }) => section !== "on-error" && source === failure?.source && atMs <= failedAt,
  );
  const refusedKey = refused?.key ?? (failure === undefined ? undefined : "on-error-0");
  return entries.map((entry, index) => ({
    ...entry,
    tookMs: entry.atMs - (entries[index - 1]?.atMs ?? 0),
    isRefusal: entry.key === refusedKey,
  }));
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? { ...data } : { message: data };
}

function milliseconds(elapsed: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = elapsed.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
