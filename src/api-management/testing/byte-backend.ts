import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";

/** A backend that speaks bytes, for what no HTTP server would say. */
export interface ByteBackend extends AsyncDisposable {
  readonly url: string;
  /** What each connection has sent, in the order in which they came. */
  readonly heard: string[];
  readonly sockets: Socket[];
}

/** `answer` is called when a connection has sent something for the first time. */
export async function startByteBackend(answer: (socket: Socket) => void): Promise<ByteBackend> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    const index = sockets.push(socket) - 1;
    heard.push("");
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      const isFirst = heard[index] === "";
      heard[index] += data.toString("latin1");
      if (isFirst) answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
