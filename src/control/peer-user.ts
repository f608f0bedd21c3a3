import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

const TABLES = ["/proc/net/tcp", "/proc/net/tcp6"];

/**
 * True unless it is known that another user of this machine holds the other end of a loopback connection. Linux tells whose a socket
 * is (proc(5): /proc/net/tcp); where nothing tells, every local program counts as one's own. The administrator may do everything anyway.
 */
export async function isOwnUser(socket: Pick<Socket, "remotePort" | "localPort">): Promise<boolean> {
  const own = process.getuid?.();
  if (own === undefined) return true;
  for (const table of TABLES) {
    const uid = ownerOf(await readFile(table, "utf8").catch(() => ""), socket);
    if (uid !== undefined) return uid === own || uid === 0;
  }
  return true;
}

/** User id of the socket that goes from `remotePort` to `localPort`, in a table of the kernel's; undefined if it isn't in it. */
export function ownerOf(
  table: string,
  { remotePort, localPort }: Pick<Socket, "remotePort" | "localPort">,
): number | undefined {
  if (remotePort === undefined || localPort === undefined) return undefined;
  const [from, to] = [hex(remotePort), hex(localPort)];
  for (const line of table.split("\n").slice(1)) {
    const [, local = "", remote = "", , , , , uid = ""] = line.trim().split(/\s+/);
    if (local.endsWith(from) && remote.endsWith(to) && /^\d+$/.test(uid)) return Number(uid);
  }
  return undefined;
}

function hex(port: number): string {
  return `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
}
