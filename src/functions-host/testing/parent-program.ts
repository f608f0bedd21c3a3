/** A parent that starts the app in the folder given as argument, says when it runs, and lives until it is killed. */
import { startFunctionApp } from "../index.ts";
import { NO_KEYS } from "./test-app.ts";

const [, , folder = "", port = ""] = process.argv;
const app = startFunctionApp({ folder, environment: { TEST_PORT: port }, keys: NO_KEYS, onLine() {}, now: Date.now });
await app.ready;
console.log("ready");
