/** What `registerFunction` and `registerHook` return: undoes the registration when it is disposed, once. */
export class Disposable {
  #dispose: (() => unknown) | undefined;

  /** Combines several, to be disposed together. */
  static from(...parts: readonly { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  constructor(dispose: () => unknown) {
    this.#dispose = dispose;
  }

  dispose(): unknown {
    const dispose = this.#dispose;
    this.#dispose = undefined;
    return dispose?.();
  }
}
