import { expect, test } from "vitest";
import { slowdown } from "./measure.ts";

test("both contenders do as many rounds", async () => {
  const calls = { few: 0, many: 0 };
  const contest = {
    few: () => {
      calls.few += 1;
    },
    many: () => {
      calls.many += 1;
    },
  };
  await slowdown(contest, 3, 5);
  expect(calls).toEqual({ few: 20, many: 20 });
});
