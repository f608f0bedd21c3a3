import type { Value } from "../language/index.ts";

/** One HTTP request, as `Outbound.request` takes it. */
export type SendRequest = (request: {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }>;

/** The service principal that applies, as ARM_* variables name it for the real providers. */
export interface Credentials {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AzureResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for anything else. */
  readonly body: Value | undefined;
}

/** Azure's services under their own host names, called as the providers call them. */
export interface AzureClients {
  readonly credentials: Credentials;
  /** Object id of the service principal that applies. */
  objectId(): Promise<string>;
  /**
   * Resource Manager; `path` begins with `/subscriptions/…` and may have a query. Waits for a long-running operation. Throws
   * `AzureRequestError`.
   */
  arm(method: string, path: string, apiVersion: string, body?: unknown): Promise<AzureResponse>;
  /** Microsoft Graph v1.0. Throws `AzureRequestError`. */
  graph(method: string, path: string, body?: unknown): Promise<AzureResponse>;
  /** A vault's data plane; `url` without `api-version`. Throws `AzureRequestError`. */
  keyVault(method: string, url: string, body?: unknown): Promise<AzureResponse>;
  /** Any request as it is: for the deployment service with its own credentials. Throws `AzureRequestError`. */
  raw(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: string | Uint8Array,
  ): Promise<AzureResponse>;
}
