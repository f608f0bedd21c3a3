#!/usr/bin/env -S node --max-semi-space-size=2
import { enableCompileCache } from "node:module";

const OLDEST_NODE = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < OLDEST_NODE) {
  process.stderr.write(
    `gatehouse: this is Node.js ${process.versions.node}; Gatehouse runs on Node.js ${OLDEST_NODE} or later. ` +
      "In its repository `npm ci` brings one, and `npm start` finds it; elsewhere install it from nodejs.org.\n",
  );
  process.exitCode = 1;
} else {
  enableCompileCache();
  // Whoever reads our output may stop reading: `gatehouse status | head` is no fault.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  }
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // Whoever reads has enough, as in `gatehouse logs fn-demo --follow | head -1`.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const { run } = await import("./program.ts");
  process.exitCode = await run(process.argv);
}
