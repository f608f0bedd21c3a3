import type { ExchangeOutcome } from "./exchanges.ts";

/** Shapes of `/gatehouse/cases`, `/gatehouse/progress` and `/gatehouse/map`. */

/** A request with an answer that was promised: the demo has five. */
export interface Case {
  readonly id: number;
  readonly name: string;
  /** What was promised, in words. */
  readonly expected: string;
  readonly last?: CaseOutcome;
}

/** Answer of `POST /gatehouse/cases/{id}/run`. `GET /gatehouse/cases` gives an array of `Case`. */
export interface CaseOutcome {
  readonly passed: boolean;
  /** Status and body, or why there was no answer. */
  readonly got: string;
  readonly milliseconds: number;
}

/** One step of getting a system up. `GET /gatehouse/progress` gives an array, oldest first. */
export interface ProgressStep {
  readonly text: string;
  readonly state: "running" | "done" | "failed";
}

export type MapNodeKind = "browser" | "function-app" | "api" | "registration" | "identity" | "vault" | "storage";

export interface MapNode {
  /** Resource id, or `application:{appId}`, or `browser`. */
  readonly id: string;
  readonly kind: MapNodeKind;
  readonly name: string;
}

/** One may call, use or get tokens for the other. */
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** Why the arrow is there, in one sentence. */
  readonly because: string;
  /** The newest request along it. */
  readonly last?: {
    readonly exchangeId: number;
    readonly outcome: ExchangeOutcome;
    readonly status?: number;
    readonly reason?: string;
    /** ISO 8601, by the cloud's clock. */
    readonly time: string;
  };
}

/** Answer of `GET /gatehouse/map`. */
export interface SystemMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}
