import type { IncomingMessage, ServerResponse } from "node:http";

/** The Azure host that a request was meant for, whichever way it came in (proxy, `.localhost` name, direct TLS). */
export interface Host {
  /** Azure's own host name, lower-case, without a port: `fn-demo.azurewebsites.net`. */
  readonly name: string;
  /** The part of `name` that stands for the `*` of the pattern that matched; empty when the pattern has none. */
  readonly label: string;
  /** The scheme the caller means. A `.localhost` name stands for the https address that it abbreviates. */
  readonly scheme: "https" | "http";
  /** The origin that the caller typed, for links in answers: `http://fn-demo.azurewebsites.net.localhost:4280`. */
  readonly origin: string;
}

/** One Azure service, as the edge sees it. */
export interface Service {
  readonly name: string;
  /** Host names that it answers for: exact, or with one leading `*.` that stands for any one or more labels. */
  readonly hosts: readonly string[];
  /** Answers one request. Never throws: what goes wrong becomes this service's own error envelope. */
  handle(request: IncomingMessage, response: ServerResponse, host: Host): void;
  /** The name under which a request is recorded, undefined for one that isn't; `name` for every request where this is absent. */
  recordedAs?(request: IncomingMessage): string | undefined;
  close?(): Promise<void>;
}
