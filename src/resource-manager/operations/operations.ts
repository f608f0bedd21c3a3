import { randomUUID } from "node:crypto";
import { type Clock, resourceKey } from "../../platform/index.ts";
import { ArmError } from "../arm-error.ts";
import type { Caller, ResourceRequest, ResourceResponse } from "../resource-type.ts";
import type { LongRunning } from "./long-running.ts";

export interface OperationsOptions {
  readonly clock: Clock;
  /** How many times as fast as in Azure operations are done; undefined: at once. */
  readonly speed: number | undefined;
}

/** Calls that clients wait for. */
export interface Operations {
  /** What a call that was just answered tells its client. */
  begin(long: LongRunning, request: ResourceRequest, answer: ResourceResponse): ResourceResponse;
  /** The answer of a read, with the state of an operation that isn't done yet. */
  shown(request: ResourceRequest, answer: ResourceResponse): ResourceResponse;
  /** The answer to the question of how an operation is doing; undefined when the path is no such question. */
  status(method: string, path: string, caller: Caller): ResourceResponse | undefined;
}

interface Operation {
  readonly id: string;
  readonly long: LongRunning;
  readonly path: string;
  readonly apiVersion: string;
  readonly callerId: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly outcome: ResourceResponse;
}

/** The most that are remembered: the oldest go first. */
const MOST = 1000;
/** The most seconds that a client is told to wait before it asks again. */
const LONGEST_RETRY = 15;
const QUESTION = /\/operation(?:Results|Statuses)\/([^/]+)$/i;

/**
 * Long-running operations. The work itself is done when the call is answered; what takes its time is the word that it is done. Without
 * `speed` there is no such time, and calls are answered as if Azure had been as quick. Operations are known until a restart.
 */
export function createOperations({ clock, speed }: OperationsOptions): Operations {
  const byId = new Map<string, Operation>();
  /** The last operation of each resource, by its key. */
  const byResource = new Map<string, Operation>();

  function remember(operation: Operation, resourceId: string): void {
    byId.set(operation.id, operation);
    byResource.set(resourceKey(resourceId), operation);
    for (const map of [byId, byResource]) {
      const [oldest] = map.keys();
      if (map.size > MOST && oldest !== undefined) map.delete(oldest);
    }
  }

  function isRunning({ endsAt }: Operation): boolean {
    return clock.now() < endsAt;
  }

  function retryAfter({ endsAt }: Operation): string {
    return String(Math.min(LONGEST_RETRY, Math.max(0, Math.ceil((endsAt - clock.now()) / 1000))));
  }

  function headers(operation: Operation): Readonly<Record<string, string>> {
    const name = operation.long.protocol === "location" ? "location" : "azure-asyncoperation";
    return {
      [name]: `https://management.azure.com${operation.path}?api-version=${operation.apiVersion}`,
      "retry-after": retryAfter(operation),
    };
  }

  function withState(answer: ResourceResponse, state: string | undefined): ResourceResponse {
    const { body } = answer;
    if (state === undefined || !isRecord(body) || !isRecord(body.properties)) return answer;
    return { ...answer, body: { ...body, properties: { ...body.properties, provisioningState: state } } };
  }

  return {
    begin(long, request, answer) {
      if (answer.status >= 300 || (speed === undefined && long.always !== true)) return answer;
      const id = randomUUID();
      const now = clock.now();
      const operation: Operation = {
        id,
        long,
        path: questionPath(request, answer, long, id),
        apiVersion: request.apiVersion,
        callerId: request.caller.objectId,
        startedAt: now,
        endsAt: speed === undefined ? now : now + long.takesMs / speed,
        outcome: answer,
      };
      remember(operation, request.target.id);
      if (long.protocol === "location") return { status: 202, headers: headers(operation) };
      const told = isRunning(operation) ? withState(answer, long.state) : answer;
      if (long.protocol === "provisioningState") return told;
      return { ...told, headers: { ...told.headers, ...headers(operation) } };
    },
    shown(request, answer) {
      const operation = byResource.get(resourceKey(request.target.id));
      return operation === undefined || !isRunning(operation) ? answer : withState(answer, operation.long.state);
    },
    status(method, path, caller) {
      const id = QUESTION.exec(path)?.[1];
      if (method !== "GET" || id === undefined) return undefined;
      const operation = byId.get(id.toLowerCase());
      // Who asks for somebody else's learns nothing, not even that there is one.
      if (operation === undefined || operation.callerId !== caller.objectId || !sameText(operation.path, path)) {
        throw new ArmError(
          404,
          "OperationNotFound",
          `There is no operation '${id}' of this caller. Operations are known until a restart.`,
        );
      }
      const running = isRunning(operation);
      if (operation.long.protocol === "location") {
        return running ? { status: 202, headers: headers(operation) } : finished(operation.outcome);
      }
      const startTime = new Date(operation.startedAt).toISOString();
      return running
        ? {
            status: 200,
            headers: { "retry-after": retryAfter(operation) },
            body: { id: operation.path, name: id, status: "InProgress", startTime },
          }
        : {
            status: 200,
            body: {
              id: operation.path,
              name: id,
              status: "Succeeded",
              startTime,
              endTime: new Date(operation.endsAt).toISOString(),
            },
          };
    },
  };
}

/** A finished operation never answers 201 or 202: clients take the one for a new beginning and the other for not yet. */
function finished(outcome: ResourceResponse): ResourceResponse {
  return outcome.status === 201 || outcome.status === 202 ? { ...outcome, status: 200 } : outcome;
}

/** Below the provider and location of the resource, as Azure has it; resource groups have no provider. */
function questionPath(
  { target }: ResourceRequest,
  { body }: ResourceResponse,
  { protocol }: LongRunning,
  id: string,
): string {
  const what = protocol === "location" ? "operationResults" : "operationStatuses";
  const namespace = target.type.split("/")[0] ?? "";
  const inPath = /\/locations\/([^/]+)/i.exec(target.id)?.[1];
  const inBody = isRecord(body) && typeof body.location === "string" ? body.location : undefined;
  const location = (inPath ?? inBody ?? "global").replaceAll(" ", "").toLowerCase();
  const provider = namespace === "" ? "" : `/providers/${namespace}/locations/${location}`;
  return `/subscriptions/${target.subscriptionId}${provider}/${what}/${id}`;
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
