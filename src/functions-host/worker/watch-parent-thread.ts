/** The thread of `watchParent`, which gives it the parent's process id. */
import { workerData } from "node:worker_threads";

const INTERVAL_MS = 1_000;
const never = new Int32Array(new SharedArrayBuffer(4));

// A process whose parent dies gets another.
while (process.ppid === workerData) Atomics.wait(never, 0, 0, INTERVAL_MS);
process.kill(process.pid, "SIGKILL");
