/** A place in a `.tf` file. `file` is relative to the root folder with `/`; line and column count from 1. */
export interface Range {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What went wrong, for a program. */
export type TerraformErrorCode =
  | "SYNTAX"
  | "UNSUPPORTED"
  | "UNDECLARED_REFERENCE"
  | "DUPLICATE"
  | "INVALID_CONFIGURATION"
  | "INVALID_VALUE"
  | "INVALID_FUNCTION_CALL"
  | "MISSING_VARIABLE"
  | "VALIDATION_FAILED"
  | "DEPENDENCY_CYCLE"
  | "FILE";

/**
 * The one error of this folder: a configuration that Terraform would refuse too, or a part of the language that is not
 * supported here (code `UNSUPPORTED`, which names it). The message starts with the place: `demo.tf:12: message`.
 */
export class TerraformError extends Error {
  readonly code: TerraformErrorCode;
  readonly range: Range | undefined;
  /** The message without the place. */
  readonly detail: string;

  constructor(code: TerraformErrorCode, detail: string, range?: Range) {
    super(range === undefined ? detail : `${range.file}:${range.line}: ${detail}`);
    this.name = "TerraformError";
    this.code = code;
    this.detail = detail;
    this.range = range;
  }
}
