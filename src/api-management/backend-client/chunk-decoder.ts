import { MalformedResponse } from "./response-parser.ts";

const MAX_SIZE_LINE = 4096;
const MAX_TRAILER_BYTES = 16 * 1024;

/** Takes the chunked coding off a body as it comes in (RFC 9112, 7.1). Trailers are read and dropped. */
export class ChunkDecoder {
  #state: "size" | "data" | "data-end" | "trailer" | "done" = "size";
  #line = "";
  #left = 0;
  #trailerBytes = 0;

  get isDone(): boolean {
    return this.#state === "done";
  }

  /** Gives each piece of content to `emit`; returns how many bytes of `data` belong to the body. */
  feed(data: Buffer, emit: (content: Buffer) => void): number {
    let at = 0;
    while (at < data.length && this.#state !== "done") {
      if (this.#state === "data") {
        const piece = data.subarray(at, at + this.#left);
        at += piece.length;
        this.#left -= piece.length;
        emit(piece);
        if (this.#left === 0) this.#state = "data-end";
      } else {
        const end = data.indexOf(0x0a, at);
        const stop = end === -1 ? data.length : end + 1;
        this.#line += data.toString("latin1", at, stop);
        at = stop;
        if (this.#line.length > MAX_SIZE_LINE) throw new MalformedResponse("A chunk's line is too long.");
        if (end !== -1) this.#takeLine();
      }
    }
    return at;
  }

  #takeLine(): void {
    if (!this.#line.endsWith("\r\n")) throw new MalformedResponse("A chunk's line does not end with CR LF.");
    const line = this.#line.slice(0, -2);
    this.#line = "";
    if (this.#state === "data-end") {
      if (line !== "") throw new MalformedResponse("A chunk is longer than its size says.");
      this.#state = "size";
    } else if (this.#state === "trailer") {
      this.#trailerBytes += line.length;
      if (this.#trailerBytes > MAX_TRAILER_BYTES) throw new MalformedResponse("The trailers are too long.");
      if (line === "") this.#state = "done";
    } else {
      const size = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
      if (size === undefined) throw new MalformedResponse(`'${line.slice(0, 40)}' is not the size of a chunk.`);
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? "trailer" : "data";
    }
  }
}
