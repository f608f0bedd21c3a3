import { useEffect, useState } from "react";
import type { ControlLogLine } from "../../../control/contract/answers.ts";

export interface LogLine extends ControlLogLine {
  /** Grows from line to line. */
  readonly id: number;
}

/** As many as the server keeps; older ones go. */
const KEPT = 5000;

/** The lines of a site's log, as they come, until the page is left. Shown once a frame, however fast they come. */
export function useLog(site: string): { readonly lines: readonly LogLine[]; readonly error: string | undefined } {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [error, setError] = useState<string>();
  useEffect(() => {
    const leaving = new AbortController();
    let waiting: readonly LogLine[] = [];
    let frame: number | undefined;
    const show = (): void => {
      const fresh = waiting;
      waiting = [];
      frame = undefined;
      setLines((before) => [...before, ...fresh].slice(-KEPT));
    };
    setLines([]);
    setError(undefined);
    read(site, leaving.signal, (fresh) => {
      // A page in the background has no frames: what waits is never more than what is kept.
      waiting = [...waiting, ...fresh].slice(-KEPT);
      frame ??= requestAnimationFrame(show);
    }).catch((failure: unknown) => {
      if (!leaving.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
    });
    return () => {
      leaving.abort();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [site]);
  return { lines, error };
}

/** Reads until `signal` aborts; a log that ends by itself is an error. */
async function read(site: string, signal: AbortSignal, take: (lines: readonly LogLine[]) => void): Promise<never> {
  const response = await fetch(`/gatehouse/logs/${encodeURIComponent(site)}?follow=true`, { signal });
  if (!response.ok || response.body === null) throw new Error(`The log can't be read: ${response.status}.`);
  let next = 0;
  let rest = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    const parts = `${rest}${chunk}`.split("\n");
    rest = parts.pop() ?? "";
    take(parts.filter(Boolean).map((part) => ({ ...(JSON.parse(part) as ControlLogLine), id: next++ })));
  }
  throw new Error("The log ended: Gatehouse has stopped, or the function app is gone.");
}
