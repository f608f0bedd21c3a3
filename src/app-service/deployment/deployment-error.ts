/** What is wrong with what was sent for deployment. */
export type DeploymentErrorCode =
  | "NOT_A_ZIP"
  | "UNSAFE_PATH"
  | "SYMBOLIC_LINK"
  | "ENCRYPTED"
  | "TOO_LARGE"
  | "TOO_MANY_ENTRIES"
  | "NO_SUCH_FOLDER"
  | "NO_SUCH_SITE";

/** Content that isn't deployed; the site keeps what it had. */
export class DeploymentError extends Error {
  readonly code: DeploymentErrorCode;

  constructor(code: DeploymentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
