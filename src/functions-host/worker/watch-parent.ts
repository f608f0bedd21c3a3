import { Worker } from "node:worker_threads";

/**
 * Ends this process when its parent is gone, also while the app's code keeps the main thread busy, which then doesn't hear that the
 * channel has closed. Costs a thread that looks once a second.
 */
export function watchParent(): void {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const thread = new Worker(new URL(`./watch-parent-thread${extension}`, import.meta.url), {
    // What the app's NODE_OPTIONS load belongs into the main thread only.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  // Without the thread the channel still tells.
  thread.on("error", () => {});
  thread.unref();
}
