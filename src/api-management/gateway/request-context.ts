import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { HostIdentity } from "../../managed-identity/index.ts";
import { type Host, type Note, noteOn, parentValueOf } from "../../platform/index.ts";
import type {
  ApiView,
  DeploymentView,
  LastErrorView,
  OperationView,
  ProductView,
  SubscriptionView,
  UrlView,
  UserView,
} from "../expressions/index.ts";
import { Caller } from "../pipeline/caller.ts";
import type {
  BackendEntity,
  BackendTarget,
  GatewayContext,
  GatewayRequest,
  GatewayResponse,
  GatewayServices,
  Section,
} from "../pipeline/context.ts";
import { HeaderList } from "../pipeline/header-list.ts";
import { MessageBody } from "../pipeline/message-body.ts";
import type { TraceCollector } from "../pipeline/trace-collector.ts";
import { dropNamedByConnection } from "./hop-by-hop.ts";
import type { RequestTarget } from "./request-target.ts";
import type { Snapshot } from "./snapshot.ts";

const IPV4_IN_IPV6 = "::ffff:";
const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** One request in the gateway. What few requests ask for (ids, variables) is made when first asked for. */
export class RequestContext implements GatewayContext {
  readonly services: GatewayServices;
  readonly timestamp: number;
  readonly caller = new Caller();
  readonly request: ClientRequest;
  readonly backend: BackendTarget;
  lastError: LastErrorView | null = null;
  collector: TraceCollector | null = null;
  section: Section = "inbound";
  api: ApiView | null = null;
  operation: OperationView | null = null;
  product: ProductView | null = null;
  subscription: SubscriptionView | null = null;
  user: UserView | null = null;
  readonly #snapshot: Snapshot;
  readonly #incoming: IncomingMessage;
  readonly #startedAt = performance.now();
  #response: GatewayResponse | null = null;
  #requestId: string | undefined;
  #variables: Map<string, unknown> | undefined;

  constructor(
    incoming: IncomingMessage,
    target: RequestTarget,
    host: Host,
    snapshot: Snapshot,
    services: GatewayServices,
  ) {
    this.services = services;
    this.timestamp = services.clock.now();
    this.#snapshot = snapshot;
    this.#incoming = incoming;
    this.backend = { base: null, host: undefined, credentials: null, path: "/", queryString: "" };
    this.request = new ClientRequest(incoming, target, host, this.backend);
  }

  get response(): GatewayResponse | null {
    return this.#response;
  }

  set response(response: GatewayResponse | null) {
    if (this.#response !== response) this.#response?.body?.dispose();
    this.#response = response;
  }

  get service(): HostIdentity {
    return this.#snapshot.service;
  }

  get requestId(): string {
    this.#requestId ??= randomUUID();
    return this.#requestId;
  }

  get variables(): Map<string, unknown> {
    this.#variables ??= new Map();
    return this.#variables;
  }

  get tracing(): boolean {
    return this.collector !== null;
  }

  get deployment(): DeploymentView {
    const { serviceName, service, region } = this.#snapshot;
    return { serviceName, serviceId: service.id, region, gatewayId: "managed" };
  }

  findBackend(id: string): BackendEntity | undefined {
    return this.#snapshot.backends.get(id.toLowerCase());
  }

  get parentValue(): string | undefined {
    return parentValueOf(this.#incoming);
  }

  /** Tells the recorder of requests something about this one. */
  note(note: Note): void {
    noteOn(this.#incoming, note);
  }

  elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  trace(message: string): void {
    this.collector?.add(this.section, "trace", message);
  }
}

/** The caller's request, as policies see it and change it. */
class ClientRequest implements GatewayRequest {
  method: string;
  readonly headers: HeaderList;
  readonly ipAddress: string;
  readonly originalUrl: UrlView;
  body: MessageBody | null;
  matchedParameters: ReadonlyMap<string, string> = NO_PARAMETERS;
  readonly #backend: BackendTarget;

  constructor(incoming: IncomingMessage, target: RequestTarget, host: Host, backend: BackendTarget) {
    this.method = incoming.method ?? "GET";
    this.headers = HeaderList.fromRaw(incoming.rawHeaders);
    dropNamedByConnection(this.headers);
    // A .localhost name is this machine's abbreviation of the real one: policies and backends never see it.
    if (this.headers.has("host")) this.headers.set("Host", [host.name]);
    const address = incoming.socket.remoteAddress ?? "";
    this.ipAddress = address.startsWith(IPV4_IN_IPV6) ? address.slice(IPV4_IN_IPV6.length) : address;
    this.originalUrl = {
      scheme: host.scheme,
      host: host.name,
      port: host.scheme === "https" ? 443 : 80,
      path: target.path,
      queryString: target.queryString,
    };
    const length = this.headers.first("content-length");
    const hasBody = length === undefined ? this.headers.has("transfer-encoding") : length !== "0";
    this.body = hasBody ? new MessageBody(incoming) : null;
    this.#backend = backend;
  }

  /** What the backend will be asked for: before routing, and without a backend, what the caller asked for. */
  get url(): UrlView {
    const { base, path, queryString } = this.#backend;
    return base === null ? this.originalUrl : { ...base, path: base.path + path, queryString };
  }
}
