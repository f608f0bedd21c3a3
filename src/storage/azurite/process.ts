import { randomBytes, timingSafeEqual } from "node:crypto";
import type { RequestListener } from "node:http";
import { lockFolder } from "./folder-lock.ts";
import { type FromAzurite, GATE_HEADER, type ToAzurite, toAzuriteSchema } from "./messages.ts";
import { type AzuriteServer, type AzuriteServers, makeServers } from "./servers.ts";

// The entry of the child process that runs Azurite. It ends when its parent does: the channel between them breaks even
// when the parent is killed with no chance to say goodbye.

const SAVE_TIME_MS = 5_000;

let servers: AzuriteServers | undefined;
let freeFolder = () => {};

process.on("message", (message) => {
  const parsed = toAzuriteSchema.parse(message);
  if (parsed.kind === "stop") void stop();
  else if (parsed.kind === "accounts") setAccounts(parsed);
  else start(parsed).catch(fail);
});
process.on("disconnect", () => void stop());
// An interrupt typed at the terminal reaches the whole group; the parent decides when this process ends.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => void stop());

async function start({ folder, gate, accounts }: Extract<ToAzurite, { kind: "start" }>): Promise<void> {
  if (folder !== undefined) freeFolder = await lockFolder(folder);
  process.env.AZURITE_ACCOUNTS = withSpare(accounts);
  const made = makeServers(folder);
  servers = made;
  for (const server of Object.values(made)) keepOut(server, gate);
  await Promise.all(Object.values(made).map((server: AzuriteServer) => server.start()));
  tell({
    kind: "listening",
    ports: { blob: portOf(made.blob), queue: portOf(made.queue), table: portOf(made.table) },
  });
}

/** Nobody but the parent gets past this: not by a guessed port, and not to a container that is open to everyone. */
function keepOut({ httpServer }: AzuriteServer, gate: string): void {
  const expected = Buffer.from(gate);
  const listeners = httpServer.listeners("request") as RequestListener[];
  for (const listener of listeners) trustForwardedScheme(listener);
  httpServer.removeAllListeners("request");
  httpServer.on("request", (request, response) => {
    const shown = Buffer.from(String(request.headers[GATE_HEADER] ?? ""));
    if (shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
      request.socket.destroy();
      return;
    }
    delete request.headers[GATE_HEADER];
    for (const listener of listeners) listener(request, response);
  });
}

/** The listener is an Express application: a signature made for https alone must hold though the parent speaks http. */
function trustForwardedScheme(listener: RequestListener): void {
  if ("set" in listener && typeof listener.set === "function") listener.set("trust proxy", true);
}

function setAccounts({ accounts, sequence }: Extract<ToAzurite, { kind: "accounts" }>): void {
  process.env.AZURITE_ACCOUNTS = withSpare(accounts);
  for (const server of Object.values(servers ?? {})) server.accountDataStore.refresh();
  tell({ kind: "accounts", sequence });
}

/** Without any account Azurite would take the one whose key the whole world knows. */
function withSpare(accounts: string): string {
  return `${accounts}spare${randomBytes(8).toString("hex")}:${randomBytes(64).toString("base64")};`;
}

function portOf({ httpServer }: AzuriteServer): number {
  const address = httpServer.address();
  if (address === null || typeof address === "string") throw new TypeError("Azurite listens on no port.");
  return address.port;
}

function tell(message: FromAzurite): void {
  process.send?.(message);
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), SAVE_TIME_MS).unref();
  await Promise.allSettled(Object.values(servers ?? {}).map((server: AzuriteServer) => server.close()));
  freeFolder();
  process.exit(0);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  freeFolder();
  process.exit(1);
}
