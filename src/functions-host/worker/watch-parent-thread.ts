/** The thread of `watchParent`. */
const INTERVAL_MS = 1_000;
const parent = process.ppid;
const never = new Int32Array(new SharedArrayBuffer(4));

// A process whose parent dies gets another.
while (process.ppid === parent) Atomics.wait(never, 0, 0, INTERVAL_MS);
process.kill(process.pid, "SIGKILL");

export {};
