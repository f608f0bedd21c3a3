/** How the cloud's own services reach the addresses that documents and settings name. */
export interface Outbound {
  /** Where a connection for `url` really goes: back into this cloud for a host that it serves, else out. */
  route(url: URL): OutboundRoute;
  /** One buffered request with a time-out and a size limit, for what is not hot (metadata, secrets). Throws `OutboundError`. */
  request(request: OutboundRequest): Promise<OutboundResponse>;
}

/** A place to connect to, and the `Host` to ask it for. */
export interface OutboundRoute {
  readonly secure: boolean;
  /** Name or address to connect to. */
  readonly hostname: string;
  readonly port: number;
  /** Value of the `Host` header. */
  readonly host: string;
  /** Present if it leads to this cloud's own listener. Nothing that is only between the cloud's services may go anywhere else. */
  readonly leadsBack?: true;
}

export interface OutboundRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** To the last byte of the answer; 30 s unless said. */
  readonly timeoutMs?: number;
  /** Largest answer taken; 4 MiB unless said. */
  readonly maxBytes?: number;
}

export interface OutboundResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type OutboundErrorCode = "CONNECT_FAILED" | "TIMED_OUT" | "TOO_LARGE" | "OFFLINE";

/** The request got no answer. */
export class OutboundError extends Error {
  readonly code: OutboundErrorCode;
  constructor(code: OutboundErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
