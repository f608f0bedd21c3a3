import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { BackendError } from "./backend-error.ts";
import { ChunkDecoder } from "./chunk-decoder.ts";
import { Deadline } from "./deadline.ts";
import { MalformedResponse, parseHead, type ResponseHead } from "./response-parser.ts";
import type { Upload } from "./upload.ts";

/** A response whose body is bytes when they came along with the head, else a stream. */
export interface BackendResponse {
  readonly head: ResponseHead;
  readonly body: Uint8Array | Readable | null;
}

/** A request on its way. */
export interface Exchange {
  readonly method: string;
  /** Until the head of the response is there. */
  readonly timeoutMs: number;
  readonly resolve: (response: BackendResponse) => void;
  readonly reject: (error: Error) => void;
}

const NOTHING: Buffer = Buffer.alloc(0);
const IDLE_MS = 60_000;
/** Longest silence within a response's body; the network in front of Azure's backends drops connections then. */
const BODY_IDLE_MS = 240_000;

/** One connection to a backend: a request at a time, the next one when the body of the last is read. */
export class Connection {
  readonly socket: Socket;
  readonly #deadline = new Deadline(() => this.#late());
  readonly #onFree: (connection: Connection) => void;
  readonly #onClose: (connection: Connection) => void;
  #exchange: Exchange | undefined;
  #pending: Buffer = NOTHING;
  #head: ResponseHead | undefined;
  #left = 0;
  #chunks: ChunkDecoder | undefined;
  #body: Readable | undefined;
  #upload: Upload | undefined;
  #isClosed = false;

  constructor(socket: Socket, onFree: (connection: Connection) => void, onClose: (connection: Connection) => void) {
    this.socket = socket;
    this.#onFree = onFree;
    this.#onClose = onClose;
    socket.on("end", () => this.#ended());
    socket.on("error", (error: Error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the connection was closed")));
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Begins to wait for the answer to a request that is written to the socket next. */
  begin(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#deadline.set(exchange.timeoutMs);
  }

  /** The request's body goes out piece by piece: until `uploaded`, the connection can't take another request. */
  uploads(upload: Upload): void {
    this.#upload = upload;
  }

  uploaded(): void {
    this.#upload = undefined;
  }

  /** Nobody waits for the answer to this exchange any more. Does nothing once it is there. */
  giveUp(exchange: Exchange): void {
    if (this.#exchange === exchange) this.destroy(new BackendError("CALLER_GONE", "The caller has gone away."));
  }

  /** The request's body is still going out: the time for the answer starts again. */
  prolong(): void {
    if (this.#exchange !== undefined && this.#body === undefined) this.#deadline.set(this.#exchange.timeoutMs);
  }

  destroy(error?: Error): void {
    this.#fail(error ?? new Error("the request was given up"));
    this.socket.destroy();
  }

  /** Takes what came from the backend. */
  read(data: Buffer): void {
    try {
      if (this.#body === undefined)
        this.#readHead(this.#pending.length === 0 ? data : Buffer.concat([this.#pending, data]));
      else this.#readBody(data);
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #readHead(data: Buffer): void {
    const exchange = this.#exchange;
    if (exchange === undefined) throw new MalformedResponse("The backend sent data that nobody asked for.");
    const parsed = parseHead(data, exchange.method);
    if (parsed === undefined) {
      this.#pending = data;
      return;
    }
    this.#pending = NOTHING;
    const { head, end } = parsed;
    const rest = data.subarray(end);
    if (head.statusCode < 200) {
      // An interim response (RFC 9110, 15.2): the final one follows. Protocols are not switched here.
      if (head.statusCode === 101)
        throw new MalformedResponse("The backend switched protocols without being asked to.");
      if (rest.length > 0) this.#readHead(rest);
      return;
    }
    const { framing } = head;
    if (framing.kind === "none") this.#complete(exchange, head, null, rest);
    else if (framing.kind === "length" && rest.length >= framing.length) {
      this.#complete(exchange, head, rest.subarray(0, framing.length), rest.subarray(framing.length));
    } else this.#stream(exchange, head, rest);
  }

  #complete(exchange: Exchange, head: ResponseHead, body: Uint8Array | null, rest: Buffer): void {
    this.#exchange = undefined;
    exchange.resolve({ head, body });
    this.#release(head, rest);
  }

  #stream(exchange: Exchange, head: ResponseHead, rest: Buffer): void {
    this.#head = head;
    this.#left = head.framing.kind === "length" ? head.framing.length : Number.POSITIVE_INFINITY;
    this.#chunks = head.framing.kind === "chunked" ? new ChunkDecoder() : undefined;
    const body = new Readable({
      read: () => this.socket.resume(),
      destroy: (error, done) => {
        if (this.#body === body) this.destroy(error ?? undefined);
        done(error);
      },
    });
    // Whoever reads the body listens too; a body that nobody reads may break off all the same, and end the process.
    body.on("error", ignore);
    this.#body = body;
    this.#deadline.set(BODY_IDLE_MS);
    // What came with the head is read first: if it is malformed, there is no response.
    if (rest.length > 0) this.#readBody(rest);
    exchange.resolve({ head, body });
  }

  #readBody(data: Buffer): void {
    this.#deadline.set(BODY_IDLE_MS);
    let used: number;
    if (this.#chunks !== undefined) used = this.#chunks.feed(data, (content) => this.#push(content));
    else {
      const piece = data.subarray(0, this.#left);
      used = piece.length;
      this.#left -= used;
      this.#push(piece);
    }
    if (this.#left === 0 || this.#chunks?.isDone) this.#finishBody(data.subarray(used));
  }

  #push(content: Buffer): void {
    if (content.length > 0 && this.#body?.push(content) === false) this.socket.pause();
  }

  #finishBody(rest: Buffer): void {
    const [body, head] = [this.#body, this.#head];
    this.#body = undefined;
    this.#head = undefined;
    this.#exchange = undefined;
    body?.push(null);
    if (head !== undefined) this.#release(head, rest);
  }

  /** Answered. Where the request's body is still going out, the backend would take the next request for more of it. */
  #release(head: ResponseHead, rest: Buffer): void {
    if (this.#upload !== undefined || !head.keepAlive || rest.length > 0) this.destroy();
    else {
      this.socket.resume();
      this.#deadline.set(IDLE_MS);
      this.#onFree(this);
    }
  }

  #ended(): void {
    if (this.#body !== undefined && this.#head?.framing.kind === "close") this.#finishBody(NOTHING);
    this.#fail(new Error("the backend closed the connection"));
    this.socket.destroy();
  }

  #late(): void {
    const exchange = this.#exchange;
    this.destroy(
      new BackendError(
        "TIMEOUT",
        this.#body === undefined
          ? `No response within ${exchange?.timeoutMs} ms.`
          : "The response's body stopped coming.",
      ),
    );
  }

  #fail(error: Error): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#deadline.clear();
    const [exchange, body, upload] = [this.#exchange, this.#body, this.#upload];
    this.#exchange = undefined;
    this.#body = undefined;
    this.#upload = undefined;
    upload?.stop();
    body?.destroy(error);
    exchange?.reject(error);
    this.#onClose(this);
  }
}

function ignore(): void {}
