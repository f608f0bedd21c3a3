import type { Readable } from "node:stream";
import { DotNetError, type MessageBodyView } from "../expressions/index.ts";
import { GatewayError } from "./gateway-error.ts";

/** "Service limits": what policies that read or keep a body may hold of it. */
const MAX_BUFFERED_BYTES = 500 * 1024 * 1024;

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

  /** Reads the stream to its end, so that expressions can look at it. */
  async buffer(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined || this.#bytes !== undefined) return;
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > MAX_BUFFERED_BYTES) throw new Error(`the body has more than ${MAX_BUFFERED_BYTES} bytes`);
        chunks.push(chunk);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw GatewayError.internal("MessageBodyUnavailable", `The message body can't be read: ${reason}`);
    }
    this.#stream = undefined;
    this.#bytes = Buffer.concat(chunks);
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
