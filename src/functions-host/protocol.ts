/** Severities of log lines, as the Functions host names them, mildest first. */
export const LOG_LEVELS = ["trace", "debug", "information", "warning", "error", "critical"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Who may call a function: anybody, whoever has one of its keys, whoever has the master key. */
export type AuthLevel = "anonymous" | "function" | "admin";

/**
 * All keys of one function app, as the host keeps them in `host.json` and `<function>.json` of its secret store: values by
 * key name. `functions` holds the keys of single functions by function name.
 */
export interface FunctionAppKeys {
  /** Undefined when the app has no secret store; then no key fits, and keyed functions answer 401. */
  readonly masterKey: string | undefined;
  readonly functionKeys: Readonly<Record<string, string>>;
  readonly systemKeys: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One function of the app, as it was registered. */
export interface FunctionSummary {
  readonly name: string;
  /** Path template with the route prefix and no leading slash: `api/orders/{id:int}`. */
  readonly route: string;
  /** Upper-case method names; empty when every method is taken. */
  readonly methods: readonly string[];
  readonly authLevel: AuthLevel;
  /** By the app setting `AzureWebJobs.<function>.Disabled`. */
  readonly isDisabled: boolean;
  /** As in a `function.json`: `{ "type": "httpTrigger", "direction": "in", "name": …, "route": …, "methods": … }`. */
  readonly bindings: readonly Readonly<Record<string, unknown>>[];
}

/** What the child process is told first: which app to load, and how. Nothing of it reaches the app's environment. */
export interface StartMessage {
  readonly kind: "start";
  /** Root of the app, absolute. */
  readonly folder: string;
  /** Unix-domain socket or Windows named pipe to listen on. */
  readonly socket: string;
  /** Files to load, relative to `folder`, in order. */
  readonly entryPoints: readonly string[];
  /** `type` of the app's `package.json`: how a `.js` file is loaded. */
  readonly packageType: "module" | "commonjs";
  readonly routePrefix: string;
  /** Headers that the host adds to every response: `customHeaders` of `host.json`. */
  readonly customHeaders: Readonly<Record<string, string>>;
  /** In milliseconds; null for none. */
  readonly functionTimeoutMs: number | null;
  readonly keys: FunctionAppKeys;
}

/** From the parent to the child. */
export type MessageToApp = StartMessage | { readonly kind: "keys"; readonly keys: FunctionAppKeys };

/** Why an app can't be started. */
export const START_ERROR_CODES = [
  "HOST_JSON_INVALID",
  "PACKAGE_JSON_INVALID",
  "ENTRY_POINT_NOT_FOUND",
  "UNSUPPORTED_PROGRAMMING_MODEL",
  "UNSUPPORTED_TRIGGER",
  "UNSUPPORTED_BINDING",
  "UNSUPPORTED_ROUTE",
  "UNSUPPORTED_AUTH_LEVEL",
  "INVALID_FUNCTION",
  "NO_FUNCTIONS",
  "LOAD_FAILED",
  "START_TIMEOUT",
  "STOPPED",
] as const;

export type FunctionAppStartErrorCode = (typeof START_ERROR_CODES)[number];

/** From the child to the parent. */
export type MessageFromApp =
  | { readonly kind: "ready"; readonly functions: readonly FunctionSummary[] }
  | { readonly kind: "failed"; readonly code: FunctionAppStartErrorCode; readonly message: string }
  | {
      readonly kind: "log";
      readonly level: LogLevel;
      readonly category: string;
      readonly message: string;
      readonly functionName?: string | undefined;
      readonly invocationId?: string | undefined;
    }
  /** A function ran longer than `functionTimeout`: the process has to be replaced. */
  | { readonly kind: "timed-out"; readonly functionName: string; readonly invocationId: string };
