import type { SiteLog } from "../../app-service/index.ts";

const MAX_WAITING_LINES = 1000;

/** A site's recent lines and then each new one, a line of JSON each, until `signal` aborts. */
export function streamLog(log: SiteLog, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encode = (line: unknown): Uint8Array => Buffer.from(`${JSON.stringify(line)}\n`);
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        for (const line of log.lines()) controller.enqueue(encode(line));
        const unlisten = log.listen((line) => {
          // Who doesn't read loses lines rather than filling this process.
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encode(line));
        });
        const end = (): void => {
          stop();
          controller.close();
        };
        stop = () => {
          unlisten();
          signal.removeEventListener("abort", end);
        };
        signal.addEventListener("abort", end, { once: true });
      },
      cancel: () => stop(),
    },
    // What is kept anyway is sent at once and counts as well.
    { highWaterMark: 2 * MAX_WAITING_LINES },
  );
}
