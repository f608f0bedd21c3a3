import { describe, expect, test } from "vitest";
import { readVariable } from "./configuration/read-variable.ts";
import { sensitive, unmark } from "./sensitivity.ts";
import { parseFile } from "./syntax/parse-body.ts";
import { scopeOf } from "./testing/evaluate-text.ts";
import { type MarkedValue, Sensitive } from "./value.ts";
import { checkModuleInput } from "./variable-value.ts";

function check(body: string, input: MarkedValue | undefined): MarkedValue {
  const [block] = parseFile("m/main.tf", `variable "v" {\n${body}\n}\n`).blocks;
  if (block === undefined) throw new Error("no block");
  const scope = scopeOf({ variables: new Map([["other", 5]]) });
  return checkModuleInput(readVariable(block), input, scope, { file: "main.tf", line: 7, column: 3 });
}

describe("the input of a module", () => {
  test("is converted to the type of the variable", () => {
    expect(check("type = list(string)", [1, "a"])).toEqual(["1", "a"]);
  });

  test("may be absent when there is a default", () => {
    expect(check("default = 3", undefined)).toBe(3);
  });

  test("stays marked where it was marked", () => {
    const value = check("type = map(string)", { a: sensitive(1), b: 2 });
    expect(value).toEqual({ a: new Sensitive("1"), b: "2" });
  });

  test("is marked when the variable is sensitive", () => {
    const value = check("sensitive = true", "x");
    expect(value).toBeInstanceOf(Sensitive);
    expect(unmark(value)).toBe("x");
  });

  test("that does not fit is refused where the call stands", () => {
    expect(() => check("type = number", "x")).toThrow(
      "main.tf:7: Invalid value for input variable: the given value is not suitable for var.v declared at m/main.tf:1: " +
        "a number is required.",
    );
  });

  test("is validated in the scope of the module", () => {
    const validation = 'validation {\n condition = var.v < var.other\n error_message = "Too large."\n}';
    expect(check(validation, 4)).toBe(4);
    expect(() => check(validation, 6)).toThrow('m/main.tf:2: Invalid value for variable "v": Too large.');
  });

  test("whose validation message is sensitive does not show it", () => {
    const validation =
      'sensitive = true\nvalidation {\n condition = var.v != "x"\n error_message = format("Not %s!", var.v)\n}';
    expect(() => check(validation, "x")).toThrow("the message is not shown, because it is sensitive");
  });
});
