import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { TokenService } from "../../entra/index.ts";
import type { Clock, Host, Log, Service } from "../../platform/index.ts";
import type { AccessControl, ResourceStore } from "../../resource-manager/index.ts";
import { type Account, findAccount } from "../accounts/account.ts";
import type { AccountKeys } from "../accounts/account-keys.ts";
import { AzuriteUnavailable } from "../azurite/azurite.ts";
import type { Upstream } from "../azurite/upstream.ts";
import { checkAccountKey } from "./account-key.ts";
import { anonymousRefusal, mayBeAnonymous } from "./anonymous.ts";
import { checkBearer } from "./bearer.ts";
import { copySourceContainer } from "./copy-source.ts";
import { forward } from "./forward.ts";
import { renderError } from "./render-error.ts";
import { readBlobServiceProperties, setsBlobService } from "./service-properties.ts";
import { checkSharedAccessSignature, hasSharedAccessSignature } from "./shared-access-signature.ts";
import { authenticationFailed, publicAccessNotPermitted, StorageError, type StorageService } from "./storage-error.ts";
import { readRequest, type StorageRequest } from "./storage-request.ts";

export interface FrontDoorOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: TokenService;
  readonly tenantId: string;
  readonly resources: ResourceStore;
  readonly accessControl: AccessControl;
  readonly keys: AccountKeys;
  readonly upstream: Upstream;
  /** The machine's time in milliseconds: what callers sign their requests with. */
  readonly machineNow: () => number;
}

/** Who may pass, and as whom: with the account's key put in the place of the caller's credential, or as they came. */
type Passage = "signed" | "as it came" | "anonymous";

/** The blob, queue and table hosts: checks every caller as Azure does, then lets the request through to Azurite. */
export function createFrontDoor(options: FrontDoorOptions): Service {
  const { clock, log, tenantId, resources, keys, upstream } = options;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, host: Host): Promise<void> {
    const [name, service] = splitHost(host);
    const account = findAccount(resources, name);
    if (account === undefined) throw unknownAccount(host);
    if (host.scheme === "http" && account.properties.supportsHttpsTrafficOnly) {
      throw new StorageError(400, "AccountRequiresHttps", "The account being accessed does not support http.");
    }
    const line = { method: incoming.method ?? "GET", url: incoming.url ?? "/" };
    const request = readRequest({ service, account: name, scheme: host.scheme }, line, incoming.headers);
    const passage = await admit(request, account);
    checkPublicAccess(request, account);
    await forward(incoming, outgoing, {
      request,
      upstream,
      body: setsBlobService(request) ? await readBlobServiceProperties(incoming) : undefined,
      key: passage === "signed" ? keys.of(name).key1.value : undefined,
      refusal: passage === "anonymous" ? anonymousRefusal(request, account) : undefined,
    });
  }

  async function admit(request: StorageRequest, account: Account): Promise<Passage> {
    const scheme = /^\S+/.exec(request.headers.authorization ?? "")?.[0].toLowerCase();
    if (scheme === "bearer") {
      await checkBearer(request, account, options);
      return "signed";
    }
    if (scheme === "sharedkey" || scheme === "sharedkeylite") {
      checkAccountKey(request, account, keys.of(account.name), options.machineNow());
      copySourceContainer(request);
      return "signed";
    }
    if (scheme !== undefined) throw authenticationFailed("The Authorization header names no scheme that Storage has.");
    if (hasSharedAccessSignature(request)) {
      checkSharedAccessSignature(request, account, clock.now());
      return "as it came";
    }
    if (mayBeAnonymous(request, account)) return "anonymous";
    throw anonymousRefusal(request, account);
  }

  function refuse(incoming: IncomingMessage, outgoing: ServerResponse, host: Host, error: unknown): void {
    if (outgoing.headersSent || outgoing.destroyed) {
      outgoing.destroy();
      return;
    }
    const requestId = randomUUID();
    const known = toStorageError(error);
    if (known.status >= 500) log.error("Storage failed", { host: host.name, requestId, error: String(error) });
    const [, service] = serviceOf(host);
    const { headers, body } = renderError(known, { service, requestId, now: clock.now(), tenantId });
    const version = incoming.headers["x-ms-version"];
    outgoing.writeHead(known.status, {
      ...headers,
      ...(version === undefined ? {} : { "x-ms-version": String(version) }),
      "content-length": Buffer.byteLength(body),
      connection: "close",
    });
    outgoing.end(incoming.method === "HEAD" ? undefined : body);
  }

  return {
    name: "Storage",
    hosts: ["*.blob.core.windows.net", "*.queue.core.windows.net", "*.table.core.windows.net"],
    handle(incoming, outgoing, host) {
      answer(incoming, outgoing, host).catch((error: unknown) => refuse(incoming, outgoing, host, error));
    },
  };
}

function serviceOf({ name }: Host): readonly [account: string, service: StorageService] {
  const [account = "", service = "blob"] = name.split(".");
  return [account, service === "queue" || service === "table" ? service : "blob"];
}

function splitHost(host: Host): readonly [account: string, service: StorageService] {
  if (!/^[a-z0-9-]+\.(?:blob|queue|table)\.core\.windows\.net$/.test(host.name)) throw unknownAccount(host);
  return serviceOf(host);
}

/** In Azure the name of an account that isn't there doesn't resolve; here it reaches us, and is told so. */
function unknownAccount({ name }: Host): StorageError {
  return new StorageError(
    404,
    "ResourceNotFound",
    `There is no storage account behind ${name}. In Azure this name would not resolve.`,
  );
}

/** Nobody opens a container to everyone in an account that forbids it. */
function checkPublicAccess({ service, headers }: StorageRequest, account: Account): void {
  const opens = service === "blob" && headers["x-ms-blob-public-access"] !== undefined;
  if (opens && !account.properties.allowBlobPublicAccess) throw publicAccessNotPermitted();
}

function toStorageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  if (error instanceof AzuriteUnavailable || isConnectionLost(error)) {
    return new StorageError(
      503,
      "ServerBusy",
      "The server is currently unable to receive requests. Please retry your request.",
    );
  }
  return new StorageError(500, "InternalError", "The server encountered an internal error. Please retry the request.");
}

/** Azurite died just now; it will be back in a moment. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(?:ECONNREFUSED|ECONNRESET|EPIPE)$/.test(String(error.code));
}
