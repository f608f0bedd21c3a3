/**
 * The process that runs one function app. The parent starts it with an IPC channel and nothing but the app's own environment, and
 * says by message which app to run.
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
// Imported after the cache is on, so that the host's own modules are in it too.
const { runApp } = await import("./worker/run-app.ts");
runApp();
