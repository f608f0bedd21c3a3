import type { LogLevel } from "../protocol.ts";

/*
 * The contract between Azure's Node.js worker and the package `@azure/functions`, as far as HTTP functions need it
 * (azure-functions-nodejs-library: types-core).
 */

/** Handler of a function or of a hook: the programming model knows its arguments. */
export type FunctionCallback = (...args: readonly unknown[]) => unknown;

/** A binding as it would stand in `function.json`, plus what its extension adds. */
export interface BindingInfo {
  readonly type?: string | null;
  readonly direction?: string | null;
  readonly [property: string]: unknown;
}

/** What a programming model says of a function when it registers it. */
export interface FunctionMetadata {
  readonly name: string;
  readonly functionId?: string;
  readonly bindings: Readonly<Record<string, BindingInfo>>;
}

/** A string value that may be absent; gRPC has no null. */
export interface NullableString {
  readonly value: string;
}

/** One value on its way between host and worker: exactly one property is set. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: HttpRequestData;
}

/** An HTTP request as the host describes it to the worker. Header names are lower case. */
export interface HttpRequestData {
  readonly url: string;
  readonly method: string;
  readonly nullableHeaders: Readonly<Record<string, NullableString>>;
  readonly nullableQuery: Readonly<Record<string, NullableString>>;
  readonly nullableParams: Readonly<Record<string, NullableString>>;
  readonly body?: TypedData;
}

/** One invocation as the host asks for it. */
export interface InvocationRequest {
  readonly invocationId: string;
  readonly functionId: string;
  readonly inputData: readonly { readonly name: string; readonly data: TypedData }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
  readonly traceContext: {
    readonly traceParent: string;
    readonly traceState: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
}

/** What the programming model gets of an invocation. */
export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest;
  readonly metadata: FunctionMetadata;
  state?: "preInvocationHooks" | "postInvocationHooks" | "invocation" | undefined;
  log(level: LogLevel, category: LogCategory, message: string): void;
}

/** Who wrote a line: the app's code, or the worker and the programming model. */
export type LogCategory = "user" | "system" | "customMetric";

/** How the programming model runs one invocation; the worker calls the three in this order. */
export interface InvocationModel {
  getArguments(): Promise<{ readonly context: unknown; readonly inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<unknown>;
}

/** What `@azure/functions` hands to `setProgrammingModel`. */
export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel | Promise<InvocationModel>;
  getCapabilities?(
    capabilities: Record<string, string>,
  ): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
}
