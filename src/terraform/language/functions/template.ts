import { define, type FunctionTable, failure } from "./define.ts";
import { readText } from "./filesystem.ts";
import { markedRecord, text } from "./parameter.ts";

const VARIABLE_NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Functions that render templates. */
export const templateFunctions: FunctionTable = new Map([
  [
    "templatefile",
    define(
      [text("path"), markedRecord("vars")],
      ([path, variables], context) => context.render(path, readText(path, context), checkNames(variables)),
      "keep",
    ),
  ],
  [
    "templatestring",
    define(
      [text("template"), markedRecord("vars")],
      ([template, variables], context) => context.render("<templatestring argument>", template, checkNames(variables)),
      "keep",
    ),
  ],
]);

function checkNames<Variables extends object>(variables: Variables): Variables {
  const invalid = Object.keys(variables).find((name) => !VARIABLE_NAME.test(name));
  if (invalid !== undefined) throw failure(`invalid template variable name "${invalid}"`);
  return variables;
}
