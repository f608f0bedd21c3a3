import { Hono } from "hono";
import { z } from "zod";
import type { AdjustableClock } from "../../platform/index.ts";
import { failure } from "../failure.ts";

const clockRequest = z.object({ advanceMs: z.number().nonnegative() });

/** The cloud's clock, which goes forward only, and not as far as `ends` (ISO 8601), when the operator's credentials do. */
export function clockRoutes({ clock, ends }: { readonly clock: AdjustableClock; readonly ends: string }): Hono {
  return new Hono().post("/clock", async (context) => {
    const { advanceMs } = clockRequest.parse(await context.req.json());
    if (clock.now() + advanceMs >= Date.parse(ends)) {
      const limit = `The clock can't go past ${ends.slice(0, 10)}, when the operator's credentials end.`;
      return context.json(failure("ClockTooFar", limit), 400);
    }
    clock.advance(advanceMs);
    return context.json(clockAnswer(clock));
  });
}

/** The cloud's time, and how far it is ahead of the machine's. */
export function clockAnswer(clock: AdjustableClock): { readonly time: string; readonly clockOffsetMs: number } {
  return { time: new Date(clock.now()).toISOString(), clockOffsetMs: clock.offsetMs };
}
