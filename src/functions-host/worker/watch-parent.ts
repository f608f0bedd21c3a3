import { Worker } from "node:worker_threads";
import { writeLog } from "./write-log.ts";

/**
 * Ends this process when its parent is gone, also while the app's code keeps the main thread busy, which then doesn't hear that the
 * channel has closed. Costs a thread that looks once a second.
 */
export function watchParent(): void {
  const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
  const thread = new Worker(new URL(`./watch-parent-thread${extension}`, import.meta.url), {
    // Read here, as the parent may be gone before the thread runs.
    workerData: process.ppid,
    // What the app's NODE_OPTIONS load belongs into the main thread only.
    env: {},
    execArgv: [],
  });
  thread.on("error", (error) => writeLog("warning", "system", `The parent isn't watched: ${String(error)}`));
  thread.unref();
}
