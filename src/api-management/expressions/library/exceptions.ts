import { DotNetError } from "../dotnet-error.ts";
import type { TypeTable } from "../types/type-definition.ts";

/** Messages of exceptions that are created without one. */
const defaultMessages: Readonly<Record<string, string>> = {
  "System.ArgumentException": "Value does not fall within the expected range.",
  "System.InvalidOperationException": "Operation is not valid due to the current state of the object.",
  "System.FormatException": "One of the identified items was in an invalid format.",
};

function constructors(name: string): TypeTable["members"] {
  const message = defaultMessages[name] ?? `Exception of type '${name}' was thrown.`;
  return {
    "new()": () => new DotNetError(name, message),
    "new(string message)": (text: string | null) => new DotNetError(name, text ?? message),
    "new(string message, Exception innerException)": (text: string | null, inner: DotNetError | null) =>
      new DotNetError(name, text ?? message, inner),
  };
}

const exceptionType: TypeTable = {
  name: "System.Exception",
  kind: "class",
  members: {
    ...constructors("System.Exception"),
    "string Message": (error: DotNetError) => error.message,
    "Exception InnerException": (error: DotNetError) => (error.cause instanceof DotNetError ? error.cause : null),
    "string StackTrace": () => "",
    "string Source": () => "",
    "Exception GetBaseException()": (error: DotNetError) => {
      let base = error;
      while (base.cause instanceof DotNetError) base = base.cause;
      return base;
    },
  },
};

/** Exceptions that are thrown at run time. Azure's list has only System.Exception, so no expression may name these. */
const thrown: Readonly<Record<string, string>> = {
  "System.SystemException": "System.Exception",
  "System.ArgumentException": "System.SystemException",
  "System.ArgumentNullException": "System.ArgumentException",
  "System.ArgumentOutOfRangeException": "System.ArgumentException",
  "System.FormatException": "System.SystemException",
  "System.UriFormatException": "System.FormatException",
  "System.OverflowException": "System.ArithmeticException",
  "System.DivideByZeroException": "System.ArithmeticException",
  "System.ArithmeticException": "System.SystemException",
  "System.InvalidCastException": "System.SystemException",
  "System.InvalidOperationException": "System.SystemException",
  "System.IndexOutOfRangeException": "System.SystemException",
  "System.NullReferenceException": "System.SystemException",
  "System.NotSupportedException": "System.SystemException",
  "System.OutOfMemoryException": "System.SystemException",
  "System.TimeoutException": "System.SystemException",
  "System.InsufficientExecutionStackException": "System.SystemException",
  "System.Text.DecoderFallbackException": "System.ArgumentException",
  "System.Text.RegularExpressions.RegexParseException": "System.ArgumentException",
  "System.Collections.Generic.KeyNotFoundException": "System.SystemException",
  "System.Security.Cryptography.CryptographicException": "System.SystemException",
  "System.Xml.XmlException": "System.SystemException",
  "Newtonsoft.Json.JsonException": "System.Exception",
  "Newtonsoft.Json.JsonReaderException": "Newtonsoft.Json.JsonException",
  "Newtonsoft.Json.JsonSerializationException": "Newtonsoft.Json.JsonException",
};

/** System.Exception, and the exceptions that are thrown at run time. */
export const exceptionTypes: readonly TypeTable[] = [
  exceptionType,
  ...Object.entries(thrown).map(
    ([name, base]): TypeTable => ({
      name,
      kind: "class",
      base,
      listed: "unlisted",
      members: constructors(name) ?? {},
    }),
  ),
];
