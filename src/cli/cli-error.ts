/** Ends a command with one line for the person and exit code 1. */
export class CliError extends Error {
  readonly code = "CLI";
}
