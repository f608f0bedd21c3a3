import { describe, expect, test } from "vitest";
import { readOutput } from "./configuration/read-output.ts";
import { evaluateOutput } from "./evaluate-output.ts";
import { parseFile } from "./syntax/parse-body.ts";
import { scopeOf } from "./testing/evaluate-text.ts";
import { Sensitive } from "./value.ts";

function outputOf(body: string, module: "root" | "called" = "root") {
  const [block] = parseFile("main.tf", `output "o" {\n${body}\n}\n`).blocks;
  return block && evaluateOutput(readOutput(block), scopeOf(), module);
}

describe("an output", () => {
  test("has the value of its expression", () => {
    expect(outputOf("value = { a = 1 }")).toEqual({ a: 1 });
  });

  test("of the root module with a sensitive value must say that it is sensitive", () => {
    expect(() => outputOf("value = { a = sensitive(1) }")).toThrow("main.tf:1: Output refers to sensitive values");
    expect(outputOf("value = sensitive(1)\nsensitive = true")).toBeInstanceOf(Sensitive);
  });

  test("of a called module hands a sensitive value on", () => {
    expect(outputOf("value = sensitive(1)", "called")).toBeInstanceOf(Sensitive);
  });

  test("that is sensitive is marked as a whole", () => {
    expect(outputOf("value = 1\nsensitive = true", "called")).toEqual(new Sensitive(1));
  });

  test("fails with the message of its precondition", () => {
    const precondition = 'precondition {\n condition = 1 > 2\n error_message = "No."\n}';
    expect(() => outputOf(`value = 1\n${precondition}`)).toThrow(
      "main.tf:3: Module output value precondition failed: No.",
    );
  });
});
