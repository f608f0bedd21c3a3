import { collectionKind } from "../collection-kind.ts";
import { unmark } from "../sensitivity.ts";
import { TerraformError } from "../terraform-error.ts";
import { convert, isRecord, isSequence } from "../types/convert.ts";
import { BOOL, NUMBER, STRING, type TypeConstraint } from "../types/type-constraint.ts";
import { isList, type MarkedRecord, type MarkedValue, type Value, type ValueRecord } from "../value.ts";

/**
 * A parameter of a function: its name in messages, whether it takes null, and how an argument becomes what the function
 * works on. `accept` throws TerraformError `INVALID_VALUE` for an argument that does not fit.
 */
export interface Parameter<Accepted> {
  readonly name: string;
  readonly nullable: boolean;
  readonly accept: (argument: MarkedValue) => Accepted;
}

function unfit(message: string): TerraformError {
  return new TerraformError("INVALID_VALUE", message);
}

export function text(name: string): Parameter<string> {
  return { name, nullable: false, accept: (argument) => String(convert(unmark(argument), STRING)) };
}

export function number(name: string): Parameter<number> {
  return { name, nullable: false, accept: (argument) => Number(convert(unmark(argument), NUMBER)) };
}

/** A whole number. */
export function integer(name: string): Parameter<number> {
  const { accept } = number(name);
  return {
    name,
    nullable: false,
    accept: (argument) => {
      const value = accept(argument);
      if (!Number.isInteger(value)) throw unfit("a whole number is required");
      return value;
    },
  };
}

export function boolean(name: string): Parameter<boolean> {
  return { name, nullable: false, accept: (argument) => convert(unmark(argument), BOOL) === true };
}

/** Any value but null. */
export function value(name: string): Parameter<Value> {
  return { name, nullable: false, accept: unmark };
}

/** Any value, also null. */
export function nullable(name: string): Parameter<Value> {
  return { name, nullable: true, accept: unmark };
}

/** A list, tuple or set, as it is. */
export function sequence(name: string): Parameter<readonly Value[]> {
  return { name, nullable: false, accept: (argument) => plainSequence(unmark(argument), "list or tuple required") };
}

/** A list or a tuple: something with positions. */
export function ordered(name: string): Parameter<readonly Value[]> {
  return {
    name,
    nullable: false,
    accept: (argument) => {
      const plain = unmark(argument);
      if (collectionKind(plain) === "set") throw unfit("cannot use a set here: its elements have no order");
      return plainSequence(plain, "list or tuple required");
    },
  };
}

/** A list or a set whose elements are converted to one type; sets lose repetitions and are sorted. */
export function listOfType(name: string, kind: "list" | "set", element: TypeConstraint): Parameter<readonly Value[]> {
  return {
    name,
    nullable: false,
    accept: (argument) => plainSequence(convert(unmark(argument), { kind, element }), `${kind} required`),
  };
}

/** A list of texts; a null among them is refused. */
export function texts(name: string): Parameter<readonly string[]> {
  const { accept } = listOfType(name, "list", STRING);
  return {
    name,
    nullable: false,
    accept: (argument) =>
      accept(argument).map((element, index) => {
        if (typeof element === "string") return element;
        throw unfit(`element ${index} is null; cannot use null here`);
      }),
  };
}

/** A map or an object, as it is. */
export function record(name: string): Parameter<ValueRecord> {
  return {
    name,
    nullable: false,
    accept: (argument) => {
      const plain = unmark(argument);
      if (isRecord(plain)) return plainRecord(plain);
      throw unfit("must be a map or an object");
    },
  };
}

/** Any value with the marks inside it; only for functions that are defined to keep them. */
export function marked(name: string): Parameter<MarkedValue> {
  return { name, nullable: true, accept: (argument) => argument };
}

/** A list, tuple or set with the marks inside it. */
export function markedSequence(name: string): Parameter<readonly MarkedValue[]> {
  return {
    name,
    nullable: false,
    accept: (argument) => {
      if (isSequence(argument)) return argument;
      throw unfit("list or tuple required");
    },
  };
}

/** A map or an object with the marks inside it. */
export function markedRecord(name: string): Parameter<MarkedRecord> {
  return {
    name,
    nullable: false,
    accept: (argument) => {
      if (isRecord(argument)) return argument;
      throw unfit("must be a map or an object");
    },
  };
}

function plainSequence(plain: Value, message: string): readonly Value[] {
  if (isList(plain)) return plain;
  throw unfit(message);
}

function plainRecord(plain: Value): ValueRecord {
  if (typeof plain === "object" && plain !== null && !isList(plain)) return plain;
  throw unfit("must be a map or an object");
}
