import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A port that was free a moment ago, for programs that can't choose one themselves and say which. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("The system gave no port.");
  return address.port;
}

const START_TIMEOUT_MS = 10_000;

/** Resolves when something listens on the port. */
export async function untilListening(port: number, name: string): Promise<void> {
  const giveUpAt = performance.now() + START_TIMEOUT_MS;
  while (!(await accepts(port))) {
    if (performance.now() > giveUpAt) throw new Error(`${name} did not listen within ${START_TIMEOUT_MS / 1000} s.`);
    await delay(50);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
