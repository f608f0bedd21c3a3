import { describe, expect, test } from "vitest";
import { parseFile } from "../syntax/parse-body.ts";
import { readVariable } from "./read-variable.ts";

function readDefault(type: string, value: string): unknown {
  const [block] = parseFile("main.tf", `variable "v" {\n  type = ${type}\n  default = ${value}\n}\n`).blocks;
  return block && readVariable(block).default;
}

describe("a default is converted to the type of its variable", () => {
  // The results are those of Terraform 1.11.
  test.each<[type: string, value: string, result: unknown]>([
    ["string", "1", "1"],
    ["string", "true", "true"],
    ["number", '"1.5"', 1.5],
    ["bool", '"true"', true],
    ["any", '[1, "a"]', [1, "a"]],
    ["list(string)", '[1, "a", true]', ["1", "a", "true"]],
    ["list(any)", '[1, "a"]', ["1", "a"]],
    ["list", "[1, 2]", [1, 2]],
    ["set(string)", '["b", "a", "b"]', ["a", "b"]],
    ["set(number)", '["2", 1, 10]', [1, 2, 10]],
    ["map(string)", "{ a = 1, b = true }", { a: "1", b: "true" }],
    ["map(any)", '{ a = 1, b = "x" }', { a: "1", b: "x" }],
    ["map", "{ a = 1 }", { a: 1 }],
    ["tuple([string, number])", '[1, "2"]', ["1", 2]],
    ["object({ a = string, b = number })", '{ a = 1, b = "2", c = 3 }', { a: "1", b: 2 }],
    ["object({ a = string, b = optional(number) })", '{ a = "x" }', { a: "x", b: null }],
    ['object({ a = optional(string, "x"), b = optional(list(number), ["1"]) })', "{}", { a: "x", b: [1] }],
    ['object({ a = optional(string, "x") })', "{ a = null }", { a: "x" }],
    [
      "list(object({ a = string, b = optional(bool, false) }))",
      '[{ a = 1 }, { a = 2, b = "true" }]',
      [
        { a: "1", b: false },
        { a: "2", b: true },
      ],
    ],
    [
      "map(object({ a = optional(object({ b = optional(number, 5) }), {}) }))",
      "{ x = {}, y = { a = { b = 1 } } }",
      { x: { a: { b: 5 } }, y: { a: { b: 1 } } },
    ],
    ["map(list(string))", "{ a = [1] }", { a: ["1"] }],
    ["string", "null", null],
    ["list(string)", "[null]", [null]],
    ["list(list(any))", '[[1], ["a"]]', [["1"], ["a"]]],
    ["map(number)", "{}", {}],
    ["set(any)", "[]", []],
    ["object({})", "{ a = 1 }", {}],
  ])("%s of %s is %j", (type, value, result) => {
    expect(readDefault(type, value)).toEqual(result);
  });

  test.each([
    ["number", '"x"', "a number is required"],
    ["bool", "1", "a bool is required"],
    ["bool", '"yes"', "a bool is required"],
    ["string", "[]", "string required"],
    ["list(string)", '"x"', "list of string required"],
    ["list(string)", "[[]]", "element 0: string required"],
    ["list(number)", '[1, "x"]', "element 1: a number is required"],
    ["map(string)", '["a"]', "map of string required"],
    ["map(number)", '{ a = "x" }', 'element "a": a number is required'],
    ["set(string)", "{}", "set of string required"],
    ["tuple([string])", '["a", "b"]', "tuple of length 1 required"],
    ["object({ a = string })", "{}", 'attribute "a" is required'],
    [
      "object({ a = object({ b = number }) })",
      '{ a = { b = "x" } }',
      'attribute "a": attribute "b": a number is required',
    ],
    ["object({ a = string })", '["a"]', "object required"],
    ["list(any)", "[1, true]", "all elements must have the same type"],
    ["list(object({ a = string }))", "[{ a = 1 }, {}]", 'element 1: attribute "a" is required'],
  ])("%s of %s is refused: %s", (type, value, message) => {
    expect(() => readDefault(type, value)).toThrow(
      `main.tf:3: Invalid default value for variable: this default value is not compatible with the variable's type ` +
        `constraint: ${message}.`,
    );
  });

  test.each([
    ["text", 'the keyword "text" is not a valid type'],
    ["list(string, string)", "list(…) needs one argument"],
    ["list()", "list(…) needs one argument"],
    ["object(string)", "object(…) is not a type with such an argument"],
    ["enum([string])", "enum(…) is not a type with such an argument"],
    ["[string]", "a type is expected"],
    ['"string"', "a type is expected"],
    ["object({ (upper(x)) = string })", "the names of object attributes must be written out"],
    ["object({ a = optional() })", "optional(…) needs a type"],
  ])("%s is no type: %s", (type, message) => {
    expect(() => readDefault(type, "null")).toThrow(`main.tf:2: Invalid type specification: ${message}`);
  });

  test("null is refused where nullable is false", () => {
    const [block] = parseFile("main.tf", 'variable "v" {\n  nullable = false\n  default = null\n}\n').blocks;
    expect(() => block && readVariable(block)).toThrow(
      "main.tf:3: Invalid default value for variable: null is not allowed",
    );
  });
});
