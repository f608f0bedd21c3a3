import type { Server } from "node:http";
import Module, { createRequire } from "node:module";
import { join } from "node:path";

/** The part of an Azurite server that we use; Azurite ships no types. */
export interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  readonly httpServer: Server;
  readonly accountDataStore: { refresh(): void };
}

export interface AzuriteServers {
  readonly blob: AzuriteServer;
  readonly queue: AzuriteServer;
  readonly table: AzuriteServer;
}

type Constructor<T> = new (...parameters: readonly unknown[]) => T;

const require = createRequire(import.meta.url);

/**
 * Azurite's three servers on free ports of 127.0.0.1, not started. They are made from Azurite's own classes, because its
 * command line loads more than we need and can't be told to keep out strangers.
 */
export function makeServers(folder: string | undefined): AzuriteServers {
  leaveOutTelemetry();
  const inMemory = folder === undefined;
  const at = (name: string) => join(folder ?? "in-memory", name);
  const extents = (name: string) => [{ locationId: "Default", locationPath: at(name), maxConcurrency: 1 }];
  // Host, port, keep-alive in seconds.
  const listen = ["127.0.0.1", 0, 60] as const;
  // Access log and its stream, debug log and its file; the table server has them in another order.
  const quiet = [false, undefined, false, undefined] as const;
  const quietTable = [false, false, undefined, undefined] as const;
  // Loose, any api-version, three for a certificate, OAuth, no product-style URLs, memory.
  const rest = [false, true, "", "", "", undefined, false, inMemory] as const;

  const blob = [...listen, at("blob.json"), at("blob-extents.json"), extents("blobs"), ...quiet, ...rest];
  const queue = [...listen, at("queue.json"), at("queue-extents.json"), extents("messages"), ...quiet, ...rest];
  const table = [...listen, at("table.json"), ...quietTable, ...rest];
  return {
    blob: make("blob/BlobServer.js", "blob/BlobConfiguration.js", blob),
    queue: make("queue/QueueServer.js", "queue/QueueConfiguration.js", queue),
    table: make("table/TableServer.js", "table/TableConfiguration.js", table),
  };
}

function make(serverPath: string, configurationPath: string, settings: readonly unknown[]): AzuriteServer {
  const Server = load<AzuriteServer>(serverPath);
  const Configuration = load<object>(configurationPath);
  return new Server(new Configuration(...settings));
}

function load<T>(path: string): Constructor<T> {
  const loaded: unknown = require(`azurite/dist/src/${path}`);
  if (typeof loaded !== "object" || loaded === null || !("default" in loaded) || typeof loaded.default !== "function") {
    throw new TypeError(`azurite/dist/src/${path} exports no class: expected Azurite 3.35.`);
  }
  return loaded.default as Constructor<T>;
}

/** Azurite's telemetry library takes a third of its start-up time, and nothing of a local cloud may be reported. */
function leaveOutTelemetry(): void {
  const path = createRequire(require.resolve("azurite/dist/src/common/Telemetry.js")).resolve("applicationinsights");
  const nothing = new Module(path);
  nothing.exports = {};
  nothing.loaded = true;
  require.cache[path] = nothing;
}
