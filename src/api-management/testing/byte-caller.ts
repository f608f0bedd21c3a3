import { connect, type Socket } from "node:net";

/** A caller that speaks bytes: half a request, then a pause, or two requests at once. */
export interface ByteCaller extends Disposable {
  readonly socket: Socket;
  write(data: string | Uint8Array): void;
  /** Resolves with all that came, as soon as it fits. Rejects when the connection closes first. */
  hears(expected: RegExp): Promise<string>;
}

/** Connects to a gateway of the tests. */
export function startByteCaller(port: number): ByteCaller {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", (data) => {
    text += data.toString("latin1");
  });
  return {
    socket,
    write(data) {
      socket.write(data);
    },
    hears(expected) {
      return new Promise((resolve, reject) => {
        const look = () => {
          if (expected.test(text)) resolve(text);
          else if (socket.destroyed) reject(new Error(`The connection closed after: ${text}`));
        };
        socket.on("data", look).on("close", look);
        look();
      });
    },
    [Symbol.dispose]() {
      socket.destroy();
    },
  };
}
