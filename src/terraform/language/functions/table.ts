import { collectionFunctions } from "./collection.ts";
import { conversionFunctions } from "./conversion.ts";
import { dateFunctions } from "./date.ts";
import type { FunctionTable } from "./define.ts";
import { encodingFunctions } from "./encoding.ts";
import { filesystemFunctions } from "./filesystem.ts";
import { hashFunctions } from "./hash.ts";
import { networkFunctions } from "./network.ts";
import { numericFunctions } from "./numeric.ts";
import { setFunctions } from "./set.ts";
import { stringFunctions } from "./string.ts";
import { templateFunctions } from "./template.ts";

/** All functions by name, apart from `try` and `can`, which see their arguments unevaluated. */
export const functions: FunctionTable = new Map([
  ...collectionFunctions,
  ...conversionFunctions,
  ...dateFunctions,
  ...encodingFunctions,
  ...filesystemFunctions,
  ...hashFunctions,
  ...networkFunctions,
  ...numericFunctions,
  ...setFunctions,
  ...stringFunctions,
  ...templateFunctions,
]);

/** Functions of Terraform that are not supported here, with the reason. */
export const unsupportedFunctions: ReadonlyMap<string, string> = new Map([
  ["bcrypt", "it gives another result on every run; hash the password in the application"],
  ["ephemeralasnull", "ephemeral values are not supported"],
  ["rsadecrypt", "read the secret from a key vault instead"],
  ["yamldecode", "use jsondecode with a JSON file"],
]);
