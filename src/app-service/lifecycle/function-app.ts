import type { IncomingMessage, ServerResponse } from "node:http";
import type { FunctionAppKeys } from "./function-keys.ts";

/** A function as the management API lists it. */
export interface FunctionDescription {
  readonly name: string;
  /** As in a `function.json`: `{ "type": "httpTrigger", "route": … }`, and so on. */
  readonly bindings: readonly Readonly<Record<string, unknown>>[];
  readonly isDisabled: boolean;
  /** Path template of an HTTP trigger with its prefix: `api/simple`. Undefined for other triggers. */
  readonly route: string | undefined;
}

/** What the site needs of a function app that runs. */
export interface FunctionApp {
  readonly functions: readonly FunctionDescription[];
  /** From now on these keys count. */
  setKeys(keys: FunctionAppKeys): void;
  /** Answers a request that has passed the front end; `headers` are all that the app gets. */
  forward(request: IncomingMessage, response: ServerResponse, target: ForwardTarget): void;
  /** Resolves with the reason when the app ends by itself; never after `close`. */
  readonly ended: Promise<string>;
  close(): Promise<void>;
}

/** What the app is asked, after the front end. */
export interface ForwardTarget {
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Of the header by which what the app sends back into this cloud is known as sent in this request's course; undefined: none. */
  readonly parentValue?: string | undefined;
}

export interface FunctionAppStart {
  /** Root of the app: where `host.json` lies. */
  readonly folder: string;
  /** All of the app's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Keys that count from the start on. */
  readonly keys: FunctionAppKeys;
  /** Hears what the app and its host write. */
  readonly write: (level: "info" | "warning" | "error", text: string) => void;
}

/** Starts a function app; resolves when it takes requests. */
export type StartFunctionApp = (start: FunctionAppStart) => Promise<FunctionApp>;
