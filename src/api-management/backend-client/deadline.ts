/** The longest wait that a timer takes; a longer one is waited for in parts. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * A moment that is put off again and again, and mostly never comes. Putting it off costs a look at the clock: the timer runs
 * on, and waits for the rest when it finds that the moment has moved. A socket's own time-out makes and drops a timer and a
 * listener each time that it is set.
 */
export class Deadline {
  readonly #onPassed: () => void;
  #at = Number.POSITIVE_INFINITY;
  #firesAt = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(onPassed: () => void) {
    this.#onPassed = onPassed;
  }

  /** Moves it to `ms` from now. */
  set(ms: number): void {
    this.#at = performance.now() + ms;
    if (this.#at < this.#firesAt) this.#wait(ms);
  }

  /** It never comes. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Number.POSITIVE_INFINITY;
    this.#firesAt = Number.POSITIVE_INFINITY;
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#firesAt = this.#at;
    this.#timer = setTimeout(() => this.#look(), Math.min(Math.ceil(ms), MAX_TIMER_MS)).unref();
  }

  #look(): void {
    const left = this.#at - performance.now();
    if (left > 0) this.#wait(left);
    else {
      this.clear();
      this.#onPassed();
    }
  }
}
