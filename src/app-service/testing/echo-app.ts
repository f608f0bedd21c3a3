import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FunctionApp, FunctionAppStart, StartFunctionApp } from "../lifecycle/function-app.ts";
import type { FunctionAppKeys } from "../lifecycle/function-keys.ts";

/** A request as the app got it. */
export interface EchoedRequest {
  readonly method: string;
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An app that answers every request with the request, and what a test can ask of its starts. */
export interface EchoApps {
  readonly start: StartFunctionApp;
  /** Every start so far. */
  readonly starts: FunctionAppStart[];
  /** How many run at this moment, and the most that ever did. */
  /** Keys that the newest app has. */
  keys: FunctionAppKeys | undefined;
  readonly running: { now: number; most: number };
  /** Called before each start; a test may delay or fail it. */
  before: () => Promise<void>;
  /** Ends the newest app as a crash would. */
  crash(reason: string): void;
}

export function createEchoApps(): EchoApps {
  let crash = (_reason: string) => {};
  const apps: EchoApps = {
    starts: [],
    keys: undefined,
    running: { now: 0, most: 0 },
    before: async () => {},
    crash: (reason) => crash(reason),
    async start(options) {
      apps.starts.push(options);
      await apps.before();
      apps.running.now += 1;
      apps.running.most = Math.max(apps.running.most, apps.running.now);
      const content = await readFile(join(options.folder, "dist", "index.js"), "utf8").catch(() => "");
      const ended = new Promise<string>((resolve) => {
        crash = (reason) => {
          apps.running.now -= 1;
          resolve(reason);
        };
      });
      apps.keys = options.keys;
      return echoApp(content, ended, {
        setKeys(keys) {
          apps.keys = keys;
        },
        async close() {
          await new Promise((resolve) => setImmediate(resolve));
          apps.running.now -= 1;
        },
      });
    },
  };
  return apps;
}

function echoApp(content: string, ended: Promise<string>, ends: Pick<FunctionApp, "setKeys" | "close">): FunctionApp {
  return {
    functions: [
      {
        name: "simple",
        bindings: [{ type: "httpTrigger", authLevel: "function" }],
        isDisabled: false,
        route: "api/simple",
      },
    ],
    ...ends,
    ended,
    forward(request, response, { path, headers }) {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const echoed: EchoedRequest = {
          method: request.method ?? "",
          path,
          headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
          body: Buffer.concat(chunks).toString("utf8"),
        };
        response.setHeader("x-content", content);
        response.end(JSON.stringify(echoed));
      });
    },
  };
}
