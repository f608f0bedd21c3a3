import type { Case, CaseOutcome } from "./contract/overview.ts";

/** A case that can be run. */
export interface RunnableCase {
  readonly name: string;
  readonly expected: string;
  /** Sends the request and compares the answer. Never rejects: no answer is an outcome, too. */
  run(): Promise<CaseOutcome>;
}

/** The cases of the system that is up, and how each ended last. */
export interface Cases {
  /** Replaces the cases; what is known of how they ended goes with them. */
  offer(cases: readonly RunnableCase[]): void;
  list(): readonly Case[];
  /** Runs one; undefined if there is none of that number. */
  run(id: number): Promise<CaseOutcome | undefined>;
}

/** Cases are numbered from 1, as they were offered. */
export function createCases(): Cases {
  let offered: readonly { readonly case: RunnableCase; last?: CaseOutcome }[] = [];
  return {
    offer(cases) {
      offered = cases.map((one) => ({ case: one }));
    },
    list: () =>
      offered.map(({ case: { name, expected }, last }, index) => ({
        id: index + 1,
        name,
        expected,
        ...(last === undefined ? {} : { last }),
      })),
    async run(id) {
      const found = offered[id - 1];
      if (found === undefined) return undefined;
      found.last = await found.case.run();
      return found.last;
    },
  };
}
