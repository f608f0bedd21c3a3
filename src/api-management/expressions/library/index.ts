import type { TypeTable } from "../types/type-definition.ts";
import { arrayTypes } from "./collections/array.ts";
import { dictionaryTypes } from "./collections/dictionary.ts";
import { collectionInterfaces } from "./collections/interfaces.ts";
import { listTypes } from "./collections/list.ts";
import { setType } from "./collections/set.ts";
import { tupleTypes } from "./collections/tuple.ts";
import { linqTypes } from "./linq/index.ts";
import { contextType } from "./context/policy-context.ts";
import { charType } from "./char.ts";
import { delegateTypes } from "./delegates.ts";
import { enumTypes } from "./enums.ts";
import { exceptionTypes } from "./exceptions.ts";
import { numberTypes } from "./numbers.ts";
import { objectTypes } from "./object.ts";
import { stringType } from "./string.ts";

/** Every .NET type that the engine knows. */
export const library: readonly TypeTable[] = [
  ...objectTypes,
  contextType,
  stringType,
  charType,
  ...numberTypes,
  ...delegateTypes,
  ...exceptionTypes,
  ...enumTypes,
  ...collectionInterfaces,
  ...arrayTypes,
  ...listTypes,
  ...dictionaryTypes,
  setType,
  ...tupleTypes,
  ...linqTypes,
];
