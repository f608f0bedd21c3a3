/** Checks policy documents before they are stored: the gateway's own compiler, so that what is saved is what will run. */
export interface PolicyCompiler {
  /** Throws `PolicyDocumentError` with every error found. */
  check(request: PolicyCheck): void;
  /** The same for a policy fragment. */
  checkFragment(request: Omit<PolicyCheck, "scope">): void;
}

export interface PolicyCheck {
  /** The document as it was sent. */
  readonly text: string;
  /** `rawxml`: expressions stand as they are; `xml`: they are XML-escaped (API Management REST: "PolicyContentFormat"). */
  readonly format: "xml" | "rawxml";
  readonly scope: PolicyScope;
  /** Resource id of the API Management service, for what a document refers to by name. */
  readonly serviceId: string;
}

export type PolicyScope = "global" | "product" | "api" | "operation";

/** Where a document is put: one of the scopes, or a policy fragment. */
export type DocumentKind = PolicyScope | "fragment";

/** One thing wrong with a policy document. */
export interface PolicyDocumentFault {
  /** Counted from 1, in the text as it was sent. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** Name of the element at fault. */
  readonly target: string;
}

/** A policy document can't be saved; says all that is wrong with it. */
export class PolicyDocumentError extends Error {
  readonly code = "ValidationError";
  readonly errors: readonly PolicyDocumentFault[];

  constructor(errors: readonly PolicyDocumentFault[]) {
    super(errors.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`).join("; "));
    this.errors = errors;
  }
}

/** The traces of the managed gateway, and the credentials that turn tracing on for a request. */
export interface GatewayTracing {
  /** A value for the header `Apim-Debug-Authorization`. */
  issueCredentials(request: DebugCredentialsRequest): string;
  /** The trace as JSON (API Management REST: "GatewayTraceContract"); undefined if there is none or it was dropped. */
  find(serviceId: string, traceId: string): unknown | undefined;
}

export interface DebugCredentialsRequest {
  readonly serviceId: string;
  /** Resource id of the API whose requests may be traced. */
  readonly apiId: string;
  readonly gatewayId: string;
  readonly expiresAfterMs: number;
  readonly purposes: readonly string[];
}
