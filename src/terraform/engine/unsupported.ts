import { type Range, TerraformError } from "../language/index.ts";

/** The refusal of something that Terraform may well know, but not this folder. It says what to do instead. */
export function unsupported(what: string, range: Range): TerraformError {
  return new TerraformError(
    "UNSUPPORTED",
    `${what} What is not supported here works with Terraform itself: gatehouse run -- terraform apply.`,
    range,
  );
}
