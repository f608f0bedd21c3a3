import { expect, test } from "vitest";
import { checkFragment } from "./check-fragment.ts";
import type { PolicyReferences } from "./policy-references.ts";

const references: PolicyReferences = {
  namedValue: (name) => (name === "known" ? "1" : undefined),
  fragment: () => ({ text: "<fragment />", format: "rawxml" }),
  hasBackend: () => false,
};

const check = (text: string) => () => checkFragment({ text, format: "rawxml" }, references);

test.each([
  ["nothing", "<fragment />"],
  ["a policy of one section only", "<fragment><forward-request /></fragment>"],
  ["a named value", '<fragment><set-variable name="a" value="{{known}}" /></fragment>'],
  [
    "policies inside a policy",
    '<fragment><choose><when condition="@(true)"><rewrite-uri template="/" /></when></choose></fragment>',
  ],
])("a fragment with %s is in order", (_, text) => {
  expect(check(text)).not.toThrow();
});

test.each([
  ["another root", "<policies />", "expected 'fragment'"],
  ["text", "<fragment>text</fragment>", "can't contain text"],
  ["an attribute", '<fragment id="a" />', "is not declared"],
  ["a section", "<fragment><inbound /></fragment>", "'inbound' is not a policy"],
  ["base", "<fragment><base /></fragment>", "'base' can only stand directly in a section."],
  ["a fragment", '<fragment><include-fragment fragment-id="a" /></fragment>', "is not allowed in a policy fragment"],
  [
    "a fragment in a policy",
    '<fragment><choose><when condition="@(true)"><include-fragment fragment-id="a" /></when></choose></fragment>',
    "is not allowed in a policy fragment",
  ],
  [
    "an unknown named value",
    '<fragment><set-variable name="a" value="{{none}}" /></fragment>',
    "Cannot find a property 'none'",
  ],
  ["an expression with an error", '<fragment><set-variable name="a" value="@(nothing)" /></fragment>', "nothing"],
  [
    "policies that no one section takes",
    '<fragment><forward-request /><rewrite-uri template="/" /></fragment>',
    "not allowed",
  ],
])("a fragment with %s is refused", (_, text, message) => {
  expect(check(text)).toThrow(message);
});
