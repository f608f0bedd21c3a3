/**
 * Whoever waits for an answer. Once they are gone, what runs for them is given up. An `AbortSignal` says the same and costs
 * each request far more than this does.
 */
export class Caller {
  #isGone = false;
  #onGone: (() => void) | undefined;

  get isGone(): boolean {
    return this.#isGone;
  }

  /** What to do when the caller goes; it takes the place of what was said before. */
  whenGone(giveUp: () => void): void {
    this.#onGone = giveUp;
  }

  /** The caller's connection has closed, or the answer is sent: nobody waits any more. */
  leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#onGone?.();
  }
}
