import type { TypeTable } from "../types/type-definition.ts";
import { charType } from "./char.ts";
import { arrayTypes } from "./collections/array.ts";
import { dictionaryTypes } from "./collections/dictionary.ts";
import { collectionInterfaces } from "./collections/interfaces.ts";
import { listTypes } from "./collections/list.ts";
import { setType } from "./collections/set.ts";
import { tupleTypes } from "./collections/tuple.ts";
import { comparerTypes } from "./comparers.ts";
import { jwtTypes } from "./context/jwt.ts";
import { messageTypes } from "./context/message.ts";
import { contextTypes } from "./context/policy-context.ts";
import { urlType } from "./context/url.ts";
import { convertType } from "./convert.ts";
import { cryptoTypes } from "./crypto.ts";
import { delegateTypes } from "./delegates.ts";
import { enumTypes } from "./enums.ts";
import { exceptionTypes } from "./exceptions.ts";
import { guidType } from "./guid.ts";
import { ipAddressType } from "./ip-address.ts";
import { jsonTypes } from "./json/types.ts";
import { linqTypes } from "./linq/index.ts";
import { mathType } from "./math.ts";
import { numberTypes } from "./numbers.ts";
import { objectTypes } from "./object.ts";
import { regexTypes } from "./regex/types.ts";
import { stringType } from "./string.ts";
import { textTypes } from "./text.ts";
import { dateTimeType } from "./time/date-time.ts";
import { dateTimeOffsetType } from "./time/date-time-offset.ts";
import { timeSpanType } from "./time/time-span.ts";
import { uriType } from "./uri.ts";
import { webUtilityType } from "./web-utility.ts";
import { xmlTypes } from "./xml/types.ts";

/** Every .NET type that the engine knows. */
export const library: readonly TypeTable[] = [
  ...objectTypes,
  ...contextTypes,
  ...messageTypes,
  urlType,
  ...jwtTypes,
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
  ...comparerTypes,
  convertType,
  mathType,
  ...textTypes,
  ...cryptoTypes,
  guidType,
  dateTimeType,
  dateTimeOffsetType,
  timeSpanType,
  ...regexTypes,
  ipAddressType,
  uriType,
  webUtilityType,
  ...jsonTypes,
  ...xmlTypes,
];
