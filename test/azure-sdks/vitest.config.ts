import { defineConfig } from "vitest/config";

/**
 * What Azure's own SDKs do here, against whatever cloud the environment leads to: `test/azure-sdks.test.ts` starts one, and
 * `gatehouse run -- vitest run --config test/azure-sdks/vitest.config.ts` takes the one that is up.
 */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.contract.ts"],
    globalSetup: ["support/stranger.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // SDKs are slow to load, and no file changes anything that another would notice.
    isolate: false,
    maxWorkers: 2,
  },
});
