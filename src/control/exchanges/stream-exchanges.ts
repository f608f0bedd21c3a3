import type { Exchange, Exchanges } from "../../platform/index.ts";
import { summarize } from "./describe-exchange.ts";

/** At most twenty messages a second. */
const MESSAGE_INTERVAL_MS = 50;
const KEEP_ALIVE_MS = 15_000;
/** What waits for the next message; more than that is lost, oldest first. */
const MAX_WAITING = 500;
/** Messages that a reader may be behind before what comes next waits. */
const MAX_MESSAGES_BEHIND = 8;

/**
 * Server-sent events until `signal` aborts: `event: exchange`, and as data a list of `ExchangeSummary`, one for each exchange that has
 * begun or ended since the last message. An exchange that has done both is there once, as it ended. Who reads too slowly loses
 * exchanges and never fills this process.
 */
export function streamExchanges(exchanges: Exchanges, signal: AbortSignal): ReadableStream<Uint8Array> {
  const waiting = new Map<number, Exchange>();
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => undefined;

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const hasRoom = () => (controller.desiredSize ?? 0) > 0;
        const flush = (): void => {
          timer = undefined;
          if (waiting.size === 0) return;
          if (hasRoom()) {
            const summaries = [...waiting.values()].map(summarize);
            waiting.clear();
            controller.enqueue(Buffer.from(`event: exchange\ndata: ${JSON.stringify(summaries)}\n\n`));
          } else plan();
        };
        const plan = (): void => {
          timer ??= setTimeout(flush, MESSAGE_INTERVAL_MS).unref();
        };
        const unlisten = exchanges.listen((exchange) => {
          waiting.delete(exchange.id);
          waiting.set(exchange.id, exchange);
          const [oldest] = waiting.keys();
          if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest);
          plan();
        });
        const keepAlive = setInterval(() => {
          if (hasRoom()) controller.enqueue(Buffer.from(": still here\n\n"));
        }, KEEP_ALIVE_MS).unref();
        const end = (): void => {
          stop();
          controller.close();
        };
        stop = () => {
          unlisten();
          clearTimeout(timer);
          clearInterval(keepAlive);
          waiting.clear();
          signal.removeEventListener("abort", end);
        };
        signal.addEventListener("abort", end, { once: true });
        // The reader learns that it is connected before anything happens.
        controller.enqueue(Buffer.from(": exchanges\n\n"));
      },
      cancel: () => stop(),
    },
    { highWaterMark: MAX_MESSAGES_BEHIND },
  );
}
