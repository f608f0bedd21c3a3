import { describe, expect, test } from "vitest";
import { findCauses } from "./find-causes.ts";

type ExchangeSummary = Parameters<typeof findCauses>[0][number];

type Link = readonly [id: number, parentId: number | undefined, outcome: ExchangeSummary["outcome"]];

const chain = (links: readonly Link[]): readonly ExchangeSummary[] =>
  links.map(([id, parentId, outcome]) => ({
    id,
    ...(parentId === undefined ? {} : { parentId }),
    rootId: 1,
    time: "2026-01-01T00:00:00.000Z",
    service: "Control",
    method: "GET",
    url: "https://example.azure-api.net/",
    outcome,
  }));

describe("the cause of a chain's end", () => {
  test.each<readonly [string, readonly Link[], readonly number[]]>([
    [
      "is none when all passed",
      [
        [1, undefined, "passed"],
        [2, 1, "passed"],
      ],
      [],
    ],
    [
      "is the innermost refusal, which the others pass on",
      [
        [1, undefined, "refused"],
        [2, 1, "failed"],
        [3, 2, "refused"],
      ],
      [3],
    ],
    [
      "is the outer one when what it asked for passed",
      [
        [1, undefined, "refused"],
        [2, 1, "passed"],
      ],
      [1],
    ],
    [
      "is each of two that failed beside each other",
      [
        [1, undefined, "failed"],
        [2, 1, "refused"],
        [3, 1, "failed"],
      ],
      [2, 3],
    ],
    [
      "is an inner failure that the outer one got over",
      [
        [1, undefined, "passed"],
        [2, 1, "failed"],
      ],
      [2],
    ],
    [
      "is no request that runs or was hung up",
      [
        [1, undefined, "aborted"],
        [2, 1, "running"],
      ],
      [],
    ],
  ])("%s", (_case, links, expected) => {
    expect(findCauses(chain(links)).map(({ id }) => id)).toEqual(expected);
  });
});
