import fc from "fast-check";
import { expect, test } from "vitest";
import { createClock } from "../../platform/index.ts";
import { createClientSecret, matchClientSecret } from "./client-secret.ts";

const clock = createClock(0, () => Date.UTC(2026, 0, 1));
const DAY = 24 * 3600 * 1000;

test("a made-up secret has Entra's form, and only its hint is kept", () => {
  const { credential, secretText } = createClientSecret(clock, {});
  expect(secretText).toMatch(/^[\w.~-]{3}8Q~[\w.~-]{34}$/);
  expect(credential.hint).toBe(secretText.slice(0, 3));
  expect(JSON.stringify(credential)).not.toContain(secretText);
});

test("a secret matches itself and nothing else", () => {
  const { credential, secretText } = createClientSecret(clock, { secretText: "a chosen, long secret" });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant(secretText)), (presented) => {
      expect(matchClientSecret([credential], presented, clock.now()) === "valid").toBe(presented === secretText);
    }),
  );
});

test.each([
  ["before it starts", -1, "none"],
  ["from its start on", 0, "valid"],
  ["just before its end", DAY - 1, "valid"],
  ["at its end", DAY, "expired"],
] as const)("a secret %s", (_, afterMs, expected) => {
  const start = clock.now();
  const { credential, secretText } = createClientSecret(clock, {
    startDateTime: new Date(start).toISOString(),
    endDateTime: new Date(start + DAY).toISOString(),
  });
  expect(matchClientSecret([credential], secretText, start + afterMs)).toBe(expected);
});

test("ends after two years unless said", () => {
  expect(createClientSecret(clock, {}).credential.endDateTime).toBe("2028-01-01T00:00:00.000Z");
});
