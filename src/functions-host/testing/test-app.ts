import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type FunctionAppLogLine,
  type FunctionAppOptions,
  type FunctionAppProcess,
  startFunctionApp,
} from "../index.ts";

/** The files of an app by path. `host.json` and `package.json` are there unless given. */
export type AppFiles = Readonly<Record<string, string>>;

/** A function app on disk, with the installed packages. */
export interface AppFolder {
  readonly folder: string;
  remove(): Promise<void>;
}

const MODULES = dirname(dirname(dirname(createRequire(import.meta.url).resolve("@azure/functions/package.json"))));

/** Writes an app into a folder of its own. */
export async function writeApp(files: AppFiles): Promise<AppFolder> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "gatehouse-test-")));
  await symlink(MODULES, join(folder, "node_modules"), "junction");
  const all = { "host.json": '{ "version": "2.0" }', "package.json": '{ "main": "main.cjs" }', ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A function app that runs, behind a server that forwards all to it. */
export interface TestApp {
  readonly app: FunctionAppProcess;
  /** Of the server: `http://127.0.0.1:port`. */
  readonly origin: string;
  /** What was logged so far. */
  readonly lines: readonly FunctionAppLogLine[];
  /** Resolves with the first line, past or future, that fits. */
  line(fits: (line: FunctionAppLogLine) => boolean): Promise<FunctionAppLogLine>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** No key opens anything. */
export const NO_KEYS = { masterKey: undefined, functionKeys: {}, systemKeys: {}, functions: {} };

/**
 * Writes an app and starts it; it may still be starting.
 *
 * @param added headers that the server adds to what it forwards, as a front end does.
 */
export async function startTestApp(
  files: AppFiles,
  options: Partial<Omit<FunctionAppOptions, "folder" | "onLine">> = {},
  added: readonly (readonly [name: string, value: string])[] = [],
): Promise<TestApp> {
  const written = await writeApp(files);
  const lines: FunctionAppLogLine[] = [];
  const waiting = new Set<(line: FunctionAppLogLine) => void>();
  const app = startFunctionApp({
    environment: {},
    keys: NO_KEYS,
    now: () => Date.UTC(2026, 0, 1),
    ...options,
    folder: written.folder,
    onLine(line) {
      lines.push(line);
      for (const hear of waiting) hear(line);
    },
  });
  const server = createServer((request, response) => {
    const { rawHeaders } = request;
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""] as const] : [],
    );
    app.forward(request, response, { path: request.url ?? "/", headers: [...headers, ...added] });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test's server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    app,
    origin,
    lines,
    line: (fits) =>
      new Promise((resolve) => {
        const earlier = lines.find(fits);
        if (earlier !== undefined) return resolve(earlier);
        const hear = (line: FunctionAppLogLine) => {
          if (!fits(line)) return;
          waiting.delete(hear);
          resolve(line);
        };
        waiting.add(hear);
      }),
    fetch: (path, init) => fetch(`${origin}${path}`, { redirect: "manual", ...init }),
    async close() {
      await app.stop({ graceMs: 0 });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await written.remove();
    },
  };
}
