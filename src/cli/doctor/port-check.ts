import { createServer } from "node:net";
import { askStatus } from "../../cloud/index.ts";
import type { Finding } from "./check.ts";

/** Whether the port is free, and otherwise whether it is a Gatehouse that has it. */
export async function portCheck(port: number): Promise<Finding> {
  const failure = await tryToListen(port);
  if (failure === undefined) return { verdict: "right", about: `Port ${port} is free.` };
  const status = await askStatus(port);
  if (status !== undefined) {
    return { verdict: "right", about: `Gatehouse ${status.version} is up on port ${port} (process ${status.pid}).` };
  }
  return {
    verdict: "wrong",
    about: `Port ${port} can't be listened on (${failure}).`,
    advice: "Stop what uses it, or choose another port with --port.",
  };
}

function tryToListen(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
