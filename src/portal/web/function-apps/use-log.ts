import { useEffect, useState } from "react";
import type { ControlLogLine } from "../../../control/contract/answers.ts";

export interface LogLine extends ControlLogLine {
  /** Grows from line to line. */
  readonly id: number;
}

/** As many as the server keeps; older ones go. */
const KEPT = 5000;

/** The lines of a site's log, as they come, until the page is left. */
export function useLog(site: string): { readonly lines: readonly LogLine[]; readonly error: string | undefined } {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [error, setError] = useState<string>();
  useEffect(() => {
    const leaving = new AbortController();
    let next = 0;
    const read = async (): Promise<void> => {
      const response = await fetch(`/gatehouse/logs/${encodeURIComponent(site)}?follow=true`, {
        signal: leaving.signal,
      });
      if (!response.ok || response.body === null) throw new Error(`The log can't be read: ${response.status}.`);
      let rest = "";
      for await (const chunk of response.body.pipeThrough(
        new TextDecoderStream(),
      ) as unknown as AsyncIterable<string>) {
        const parts = `${rest}${chunk}`.split("\n");
        rest = parts.pop() ?? "";
        const fresh = parts.filter(Boolean).map((part) => ({ ...(JSON.parse(part) as ControlLogLine), id: next++ }));
        setLines((before) => [...before, ...fresh].slice(-KEPT));
      }
      throw new Error("The log ended: Gatehouse has stopped, or the function app is gone.");
    };
    setLines([]);
    setError(undefined);
    read().catch((failure: unknown) => {
      if (!leaving.signal.aborted) setError(failure instanceof Error ? failure.message : String(failure));
    });
    return () => leaving.abort();
  }, [site]);
  return { lines, error };
}
