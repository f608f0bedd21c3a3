import { formatError } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";

/** A System.Guid, as 32 lower-case hexadecimal digits. */
export class Guid extends NetObject {
  readonly digits: string;

  constructor(digits: string) {
    super();
    this.digits = digits;
  }

  /** Reads the formats N, D, B and P; null when the text is none. */
  static read(text: string): Guid | null {
    const match = /^(?:([0-9a-f]{32})|(\{|\()?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(\}|\))?)$/i.exec(
      text.trim(),
    );
    if (match === null) return null;
    const brackets = `${match[2] ?? ""}${match[4] ?? ""}`;
    if (brackets !== "" && brackets !== "{}" && brackets !== "()") return null;
    return new Guid((match[1] ?? match[3] ?? "").replaceAll("-", "").toLowerCase());
  }

  override get netType(): NetType {
    return typeNamed("System.Guid");
  }

  override toString(): string {
    const d = this.digits;
    return `${d.slice(0, 8)}-${d.slice(8, 12)}-${d.slice(12, 16)}-${d.slice(16, 20)}-${d.slice(20)}`;
  }

  format(format: string): string {
    switch (format.toUpperCase()) {
      case "N":
        return this.digits;
      case "":
      case "D":
        return this.toString();
      case "B":
        return `{${this}}`;
      case "P":
        return `(${this})`;
      default:
        throw formatError('Format string can be only "D", "N", "P", "B" or "X".');
    }
  }

  override equals(other: unknown): boolean {
    return other instanceof Guid && other.digits === this.digits;
  }

  override hashKey(): unknown {
    return `guid:${this.digits}`;
  }

  compareTo(other: unknown): number {
    const digits = other instanceof Guid ? other.digits : "";
    return this.digits < digits ? -1 : this.digits > digits ? 1 : 0;
  }
}
