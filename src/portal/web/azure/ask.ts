/** A call that was refused or failed: Azure's own code and message, or Gatehouse's. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Of an answer that has one. */
  readonly details: unknown;
  constructor(status: number, code: string, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Sends one request to Gatehouse's own origin. Throws `ApiError`; a body that isn't JSON is given as text. */
export async function ask<Body>(path: string, options: AskOptions = {}): Promise<Answer<Body>> {
  const { method = "GET", body, headers = {}, signal } = options;
  const response = await fetch(path, {
    method,
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError(
      0,
      "NotReachable",
      "Gatehouse doesn't answer. Is it still up? Start it again with: gatehouse up",
    );
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const parsed: unknown = isJson && text !== "" ? JSON.parse(text) : text;
  if (!response.ok) throw refusal(response.status, parsed);
  return { status: response.status, headers: response.headers, body: parsed as Body };
}

/** Resource Manager, Graph and Gatehouse all answer `{ error: { code, message } }`; older services leave the envelope out. */
function refusal(status: number, body: unknown): ApiError {
  if (typeof body === "object" && body !== null) {
    const inner = "error" in body && typeof body.error === "object" && body.error !== null ? body.error : body;
    const { code, message, details } = inner as { code?: unknown; message?: unknown; details?: unknown };
    return new ApiError(status, String(code ?? status), String(message ?? "The request failed."), details);
  }
  return new ApiError(status, String(status), String(body) || `The request failed with status ${status}.`);
}
