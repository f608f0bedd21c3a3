import type { Output, StateStorage } from "./state.ts";

/** The outputs of the root module as the last apply left them; none before the first. Throws what the storage throws. */
export async function readOutputs(state: StateStorage): Promise<ReadonlyMap<string, Output>> {
  return new Map(Object.entries((await state.load())?.outputs ?? {}));
}
