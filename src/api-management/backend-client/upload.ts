import type { Readable } from "node:stream";
import type { Connection } from "./connection.ts";

/** A streamed request body on its way to the backend. */
export interface Upload {
  /** Nothing more of it is written. What the caller still sends is read and dropped, so that the answer can be heard. */
  stop(): void;
}

/** Copies a streamed request body to the connection, no faster than the backend takes it. */
export function startUpload(body: Readable, connection: Connection, chunked: boolean): void {
  const { socket } = connection;

  function take(data: Buffer): void {
    connection.prolong();
    if (chunked) socket.write(`${data.length.toString(16)}\r\n`, "latin1");
    let hasRoom = socket.write(data);
    if (chunked) hasRoom = socket.write("\r\n", "latin1");
    if (hasRoom) return;
    body.pause();
    socket.once("drain", proceed);
  }

  function proceed(): void {
    body.resume();
  }

  function end(): void {
    if (chunked) socket.write("0\r\n\r\n", "latin1");
    detach();
    connection.uploaded();
  }

  function breakOff(error?: Error): void {
    connection.destroy(error ?? new Error("the request's body broke off"));
  }

  function detach(): void {
    body.off("data", take).off("end", end).off("error", breakOff).off("close", breakOff).on("error", ignore);
    socket.off("drain", proceed);
  }

  body.on("data", take).on("end", end).on("error", breakOff).on("close", breakOff);
  connection.uploads({
    stop() {
      detach();
      body.resume();
    },
  });
}

/** An error of a body that nobody sends on any more is nobody's. */
function ignore(): void {}
