import type { InstanceState, Output, State, StateStorage } from "./state.ts";

/**
 * The state while an apply runs. Every change is saved before the promise that announces it resolves. A change that comes
 * while a save is under way waits for the next one, which takes along all that came meanwhile.
 */
export class StateKeeper {
  readonly #storage: StateStorage;
  readonly #instances: Map<string, InstanceState>;
  readonly #creating: Set<string>;
  #deposed: readonly InstanceState[];
  #outputs: ReadonlyMap<string, Output>;
  #lastSave: Promise<void> = Promise.resolve();
  #nextSave: Promise<void> | undefined;

  private constructor(storage: StateStorage, state: State | undefined) {
    this.#storage = storage;
    this.#instances = new Map((state?.instances ?? []).map((instance) => [instance.address, instance]));
    this.#creating = new Set(state?.creating ?? []);
    this.#deposed = state?.deposed ?? [];
    this.#outputs = new Map(Object.entries(state?.outputs ?? {}));
  }

  static async load(storage: StateStorage): Promise<StateKeeper> {
    return new StateKeeper(storage, await storage.load());
  }

  get instances(): readonly InstanceState[] {
    return [...this.#instances.values()];
  }

  get deposed(): readonly InstanceState[] {
    return this.#deposed;
  }

  get(address: string): InstanceState | undefined {
    return this.#instances.get(address);
  }

  /** Whether an earlier apply was killed while it made this resource. */
  wasInterrupted(address: string): boolean {
    return this.#creating.has(address);
  }

  beginCreation(address: string): Promise<void> {
    this.#creating.add(address);
    return this.#save();
  }

  put(instance: InstanceState): Promise<void> {
    this.#instances.set(instance.address, instance);
    this.#creating.delete(instance.address);
    return this.#save();
  }

  /** Puts the new one in the place of the old one, which is to be deleted when nothing hangs on it any more. */
  depose(old: InstanceState, instance: InstanceState): Promise<void> {
    this.#deposed = [...this.#deposed, old];
    return this.put(instance);
  }

  remove(instance: InstanceState): Promise<void> {
    if (this.#instances.get(instance.address) === instance) this.#instances.delete(instance.address);
    this.#deposed = this.#deposed.filter((deposed) => deposed !== instance);
    return this.#save();
  }

  setOutputs(outputs: ReadonlyMap<string, Output>): Promise<void> {
    this.#outputs = outputs;
    return this.#save();
  }

  #save(): Promise<void> {
    if (this.#nextSave !== undefined) return this.#nextSave;
    const save = async (): Promise<void> => {
      this.#nextSave = undefined;
      await this.#storage.save(this.#snapshot());
    };
    // The one before is reported to whoever asked for it; this one is tried all the same.
    this.#nextSave = this.#lastSave.then(save, save);
    this.#lastSave = this.#nextSave;
    return this.#nextSave;
  }

  #snapshot(): State {
    return {
      version: 1,
      instances: this.instances.slice(),
      ...(this.#creating.size === 0 ? {} : { creating: [...this.#creating] }),
      ...(this.#deposed.length === 0 ? {} : { deposed: [...this.#deposed] }),
      outputs: Object.fromEntries(this.#outputs),
    };
  }
}
