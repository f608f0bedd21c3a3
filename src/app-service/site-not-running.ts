export type SiteNotRunningCode = "NO_SUCH_SITE" | "NO_CONTENT" | "STOPPED" | "START_FAILED";

/** A site's app doesn't run, and waiting for it won't help. The message says why. */
export class SiteNotRunning extends Error {
  readonly code: SiteNotRunningCode;

  constructor(code: SiteNotRunningCode, message: string) {
    super(message);
    this.code = code;
  }
}
