/** A parent that starts the app in the folder given as argument, and lives until it is killed. */
import { startFunctionApp } from "../index.ts";
import { NO_KEYS } from "./test-app.ts";

const [, , folder = "", port = ""] = process.argv;
startFunctionApp({ folder, environment: { TEST_PORT: port }, keys: NO_KEYS, onLine() {}, now: Date.now });
