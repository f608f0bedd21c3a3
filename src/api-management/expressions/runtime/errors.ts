import { DotNetError } from "../dotnet-error.ts";

/** The exceptions that .NET's own methods throw, with its messages. */
export const argumentNull = (name: string): DotNetError =>
  new DotNetError("System.ArgumentNullException", `Value cannot be null. (Parameter '${name}')`);

/** System.ArgumentOutOfRangeException. */
export const argumentOutOfRange = (name: string): DotNetError =>
  new DotNetError(
    "System.ArgumentOutOfRangeException",
    `Specified argument was out of the range of valid values. (Parameter '${name}')`,
  );

/** System.ArgumentException. */
export const argumentError = (message: string): DotNetError => new DotNetError("System.ArgumentException", message);

/** System.FormatException. */
export const formatError = (message = "Input string was not in a correct format."): DotNetError =>
  new DotNetError("System.FormatException", message);

/** System.OverflowException; `type` reads like "an Int32". */
export const overflowError = (type: string): DotNetError =>
  new DotNetError("System.OverflowException", `Value was either too large or too small for ${type}.`);

/** System.InvalidOperationException. */
export const invalidOperation = (message: string): DotNetError =>
  new DotNetError("System.InvalidOperationException", message);

/** System.IndexOutOfRangeException of an array. */
export const indexOutOfRange = (): DotNetError =>
  new DotNetError("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");

/** System.Collections.Generic.KeyNotFoundException. */
export const keyNotFound = (key: string): DotNetError =>
  new DotNetError(
    "System.Collections.Generic.KeyNotFoundException",
    `The given key '${key}' was not present in the dictionary.`,
  );

/** The value, unless it is null. @throws DotNetError System.ArgumentNullException */
export function notNull<Value>(value: Value | null, name: string): Value {
  if (value === null) throw argumentNull(name);
  return value;
}
