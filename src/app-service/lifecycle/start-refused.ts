/** Why an app wasn't started. */
export type StartRefusedCode =
  | "WORKER_RUNTIME_NOT_SUPPORTED"
  | "EXTENSION_VERSION_NOT_SUPPORTED"
  | "RUN_FROM_PACKAGE_URL"
  | "CONTENT_MISSING"
  | "HOST_STORAGE_IDENTITY"
  | "HOST_STORAGE_ACCESS_DENIED"
  | "HOST_STORAGE_UNAVAILABLE";

/** The app of a site is not started. The message goes to the site's log and says what to do. */
export class StartRefused extends Error {
  readonly code: StartRefusedCode;
  /**
   * `on request`: the cause lies outside of the site (a role, say) and may be gone by now; else only a change of the
   * site helps.
   */
  readonly retry: "on request" | "on change";

  constructor(code: StartRefusedCode, retry: StartRefused["retry"], message: string) {
    super(message);
    this.code = code;
    this.retry = retry;
  }
}
