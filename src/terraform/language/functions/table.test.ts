import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText, scopeOf } from "../testing/evaluate-text.ts";
import type { Value } from "../value.ts";
import { functions, unsupportedFunctions } from "./table.ts";

/** Every function that `terraform metadata functions` of Terraform 1.11 lists. */
const TERRAFORM_FUNCTIONS =
  "abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt can ceil " +
  "chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode " +
  "dirname distinct element endswith ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists " +
  "filemd5 fileset filesha1 filesha256 filesha512 flatten floor format formatdate formatlist indent index issensitive " +
  "join jsondecode jsonencode keys length log lookup lower matchkeys max md5 merge min nonsensitive one parseint " +
  "pathexpand plantimestamp pow range regex regexall replace reverse rsadecrypt sensitive setintersection setproduct " +
  "setsubtract setunion sha1 sha256 sha512 signum slice sort split startswith strcontains strrev substr sum " +
  "templatefile templatestring textdecodebase64 textencodebase64 timeadd timecmp timestamp title tobool tolist tomap " +
  "tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper urlencode uuid uuidv5 values " +
  "yamldecode yamlencode zipmap";

const jsonValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

function call(name: string, ...given: readonly Value[]): Value {
  const locals = new Map(given.map((value, index) => [`v${index}`, value]));
  const names = given.map((_, index) => `local.v${index}`);
  return evaluateText(`${name}(${names.join(", ")})`, scopeOf({ locals }));
}

describe("the functions", () => {
  test("are all of Terraform's, each either there or refused with a reason", () => {
    const known = [...functions.keys(), ...unsupportedFunctions.keys(), "try", "can"];
    expect(known.sort()).toEqual(TERRAFORM_FUNCTIONS.split(" ").sort());
  });

  test.each([...unsupportedFunctions.keys()])("%s is refused as not supported", (name) => {
    expect(() => evaluateText(`${name}("x")`)).toThrow(`The function "${name}" is not supported here`);
  });

  test("ask the clock of the scope for the time", () => {
    const scope = scopeOf({
      now: () => new Date("2030-01-02T03:04:05.678Z"),
      planTime: new Date("2030-01-01T00:00:00Z"),
    });
    expect(evaluateText("[timestamp(), plantimestamp()]", scope)).toEqual([
      "2030-01-02T03:04:05Z",
      "2030-01-01T00:00:00Z",
    ]);
  });

  test("jsondecode undoes jsonencode", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(call("jsondecode", call("jsonencode", value))).toEqual(value);
      }),
    );
  });

  test("base64decode undoes base64encode", () => {
    const text = fc.string({ unit: "binary" }).map((value) => value.toWellFormed());
    fc.assert(
      fc.property(text, (value) => {
        expect(call("base64decode", call("base64encode", value))).toBe(value);
      }),
    );
  });

  test("a query parser undoes urlencode", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (value) => {
        expect(new URLSearchParams(`q=${call("urlencode", value)}`).get("q")).toBe(value);
      }),
    );
  });

  test("join undoes split", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, separator) => {
        expect(call("join", separator, call("split", separator, text))).toBe(text);
      }),
    );
  });

  test("strrev undoes itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(call("strrev", call("strrev", text))).toBe(text);
      }),
    );
  });

  test("tonumber undoes tostring", () => {
    const number = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e15, min: -1e15 }),
    );
    fc.assert(
      fc.property(number, (value) => {
        expect(call("tonumber", call("tostring", value))).toBeCloseTo(value, 10);
      }),
    );
  });

  test("fail with a TerraformError only, whatever they are given", () => {
    const names = [...functions.keys()].filter((name) => name !== "uuid");
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(jsonValue, { maxLength: 4 }), (name, given) => {
        try {
          call(name, ...given);
        } catch (error) {
          expect(error).toBeInstanceOf(TerraformError);
        }
      }),
      { numRuns: 3000, examples: [["indent", [536870888, 0]]] },
    );
  });
});
