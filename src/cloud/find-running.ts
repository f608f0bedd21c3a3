import { type ControlStatus, statusSchema } from "../control/index.ts";
import { createOutbound } from "../edge/index.ts";
import type { Outbound } from "../platform/index.ts";
import { readRunningFile } from "./running-file.ts";

const STATUS_TIMEOUT_MS = 3000;
const STATUS_MAX_BYTES = 1024 * 1024;

/** Requests to the cloud behind a port of this machine: under Azure's host names, and under `127.0.0.1` to its control API. */
export function outboundTo(port: number): Outbound {
  return createOutbound({ serves: (hostname) => hostname !== "127.0.0.1", port: () => port, offline: true });
}

/** What the process that is up on a state folder says of itself; undefined if none is. A file that a killed one left is no proof. */
export async function findRunning(folder: string): Promise<ControlStatus | undefined> {
  const running = readRunningFile(folder);
  if (running === undefined) return undefined;
  const status = await askStatus(running.port);
  return status?.pid === running.pid && status.startedAt === running.startedAt ? status : undefined;
}

/**
 * What the Gatehouse on a port says of itself; undefined if there is none, or if it isn't this user's: only who can write in
 * its state folder can be it, so nothing that merely sits on the port is told a secret.
 */
export async function findRunningOnPort(port: number): Promise<ControlStatus | undefined> {
  const status = await askStatus(port);
  if (status === undefined) return undefined;
  const running = readRunningFile(status.stateFolder);
  const isIt = running?.pid === status.pid && running.port === port && running.startedAt === status.startedAt;
  return isIt ? status : undefined;
}

/** What answers on a port as a Gatehouse does; undefined if nothing does. Anyone can answer so: see `findRunningOnPort`. */
export async function askStatus(port: number): Promise<ControlStatus | undefined> {
  try {
    const { status, body } = await outboundTo(port).request({
      method: "GET",
      url: new URL(`http://127.0.0.1:${port}/gatehouse/status`),
      timeoutMs: STATUS_TIMEOUT_MS,
      maxBytes: STATUS_MAX_BYTES,
    });
    return status === 200 ? statusSchema.parse(JSON.parse(body.toString("utf8"))) : undefined;
  } catch {
    return undefined;
  }
}
