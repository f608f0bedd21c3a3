/** What the caller of an API gets when a request ends in an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/**
 * An error of a policy or of a built-in step. `reason` and `message` go to `context.LastError` and the trace; `answer` is
 * what the caller is told ("Error handling in API Management policies").
 */
export class GatewayError extends Error {
  readonly reason: string;
  readonly answer: ErrorAnswer;
  /** `context.LastError.Source` when it is not the policy at work: `configuration`, `authorization`. */
  readonly source: string | undefined;

  constructor(reason: string, message: string, answer: ErrorAnswer, source?: string) {
    super(message);
    this.reason = reason;
    this.answer = answer;
    this.source = source;
  }

  /** The caller learns nothing but 500 and an activity id. */
  static internal(reason: string, message: string): GatewayError {
    return new GatewayError(reason, message, { status: 500, message: "Internal server error" });
  }
}
