import type { Readable } from "node:stream";
import { DotNetError, type MessageBodyView } from "../expressions/index.ts";
import { GatewayError } from "./gateway-error.ts";

/** "Service limits": what policies that read or keep a body may hold of it. */
const MAX_BUFFERED_BYTES = 500 * 1024 * 1024;
/** Longest silence of a body that is read to its end. Chosen: a caller that sends nothing for so long sends nothing more. */
const IDLE_MS = 60_000;

/**
 * The body of a request or a response: a stream while no policy has looked at it, bytes from then on. Reading without
 * keeping the content (`As<T>()` without `preserveContent`) leaves it empty, as "API Management policy expressions" says.
 */
export class MessageBody implements MessageBodyView {
  #stream: Readable | undefined;
  #bytes: Uint8Array | undefined;
  #wasConsumed = false;

  constructor(content: Readable | Uint8Array) {
    if (content instanceof Uint8Array) this.#bytes = content;
    else this.#stream = content;
  }

  /** The content to send on: bytes when they are known, else the stream, which can be taken once. */
  get content(): Readable | Uint8Array {
    return this.#bytes ?? this.#stream ?? new Uint8Array(0);
  }

  /** True while expressions can't read it: `buffer` first. */
  get isStream(): boolean {
    return this.#bytes === undefined;
  }

  /** Reads the stream to its end, so that expressions can look at it. Throws `GatewayError` if it breaks off or stalls. */
  async buffer(idleMs = IDLE_MS): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined || this.#bytes !== undefined) return;
    try {
      this.#bytes = await readToEnd(stream, idleMs);
      this.#stream = undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw GatewayError.internal("MessageBodyUnavailable", `The message body can't be read: ${reason}`);
    }
  }

  /** Nobody will take the content: a backend's stream is closed. Not for the caller's, whose connection the answer needs. */
  dispose(): void {
    this.#stream?.destroy();
    this.#stream = undefined;
  }

  read(preserveContent: boolean): Uint8Array {
    if (this.#wasConsumed || this.#bytes === undefined) {
      throw new DotNetError(
        "System.InvalidOperationException",
        "The message body was read before and its content was not preserved.",
      );
    }
    const bytes = this.#bytes;
    if (!preserveContent) {
      this.#wasConsumed = true;
      this.#bytes = new Uint8Array(0);
    }
    return bytes;
  }
}

/** Leaves the stream open when it fails: the caller's is also what the answer goes back on. */
function readToEnd(stream: Readable, idleMs: number): Promise<Uint8Array> {
  if (stream.readableEnded) return Promise.resolve(new Uint8Array(0));
  if (stream.destroyed) return Promise.reject(stream.errored ?? new Error("it broke off"));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const idle = setTimeout(() => fail(new Error(`nothing came for ${idleMs} ms`)), idleMs).unref();

    function take(chunk: Buffer): void {
      idle.refresh();
      size += chunk.length;
      chunks.push(chunk);
      if (size > MAX_BUFFERED_BYTES) fail(new Error(`it has more than ${MAX_BUFFERED_BYTES} bytes`));
    }

    function end(): void {
      detach();
      resolve(Buffer.concat(chunks));
    }

    function fail(error = new Error("it broke off")): void {
      detach();
      // The rest is read and dropped, and what happens to it is nobody's concern.
      stream.on("error", ignore).resume();
      reject(error);
    }

    function detach(): void {
      clearTimeout(idle);
      stream.off("data", take).off("end", end).off("error", fail).off("close", fail);
    }

    stream.on("data", take).on("end", end).on("error", fail).on("close", fail);
  });
}

function ignore(): void {}
