import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configurationFolder } from "../../language/testing/configuration-folder.ts";
import { type ApplyOptions, type ApplyResult, applyFolder } from "../apply-folder.ts";
import { destroyFolder } from "../destroy-folder.ts";
import { memoryState, type State, type StateStorage } from "../state.ts";
import { type FakeCloud, fakeCloud } from "./fake-types.ts";
import { noAzure } from "./no-azure.ts";

export interface FakeProject extends AsyncDisposable {
  readonly cloud: FakeCloud;
  readonly folder: string;
  /** States as they were saved. */
  readonly saved: State[];
  readonly warnings: string[];
  /** Applies with another `main.tf`, and returns what was done in the meantime too. */
  apply(main: string, options?: Partial<ApplyOptions>): Promise<ApplyResult & { readonly log: readonly string[] }>;
  destroy(): Promise<readonly string[]>;
}

/** For tests: a folder that is applied to a fake cloud, with a state in memory. */
export async function fakeProject(files: Readonly<Record<string, string>> = {}): Promise<FakeProject> {
  const folder = await configurationFolder({ "main.tf": "", ...files });
  const cloud = fakeCloud();
  const saved: State[] = [];
  const warnings: string[] = [];
  const memory = memoryState();
  const state: StateStorage = {
    load: () => memory.load(),
    save(next) {
      saved.push(next);
      return memory.save(next);
    },
  };
  const options: ApplyOptions = {
    folder: folder.path,
    ...{ azure: noAzure(), state, findType: cloud.findType },
    now: () => Date.parse("2026-01-01T00:00:00Z"),
    onEvent: (event) => {
      if (event.kind === "warning") warnings.push(event.message);
    },
  };
  return {
    ...{ cloud, saved, warnings },
    folder: folder.path,
    async apply(main, more = {}) {
      await writeFile(join(folder.path, "main.tf"), main);
      cloud.log.length = 0;
      const result = await applyFolder({ ...options, ...more });
      return { ...result, log: [...cloud.log] };
    },
    async destroy() {
      cloud.log.length = 0;
      await destroyFolder(options);
      return [...cloud.log];
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
