/** What time it is in the cloud. Everything that asks for the time asks this. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A clock that runs with the machine's, ahead of it by an offset that a person or a test can move. */
export interface AdjustableClock extends Clock {
  readonly offsetMs: number;
  /** Moves the clock on by `ms`; time never goes back, so a negative amount is a RangeError. */
  advance(ms: number): void;
}

/** Starts a clock `offsetMs` ahead of the machine's. */
export function createClock(offsetMs = 0, machineNow: () => number = Date.now): AdjustableClock {
  let offset = offsetMs;
  return {
    get offsetMs() {
      return offset;
    },
    now: () => machineNow() + offset,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`The clock can't go back: asked to move by ${ms} ms, expected 0 or more.`);
      offset += ms;
    },
  };
}

/** Whole seconds since the epoch, as tokens count them. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
