/** An exception that .NET code would have thrown. `typeName` is the full name of its class, e.g. `System.FormatException`. */
export class DotNetError extends Error {
  override readonly name: string = "DotNetError";
  readonly typeName: string;

  constructor(typeName: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.typeName = typeName;
  }
}
