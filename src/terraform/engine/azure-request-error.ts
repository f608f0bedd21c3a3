import { z } from "zod";

/** A service refused; `code` and the text are its own. */
export class AzureRequestError extends Error {
  readonly status: number;
  readonly code: string;
  /** What the service wrote, without status and code. */
  readonly detail: string;

  constructor(status: number, code: string, detail: string) {
    super(`${status} ${code}: ${detail}`);
    this.name = "AzureRequestError";
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

const envelopes = z.union([
  // Resource Manager, Graph, Key Vault.
  z
    .object({
      error: z.object({
        code: z.string(),
        message: z.union([z.string(), z.object({ value: z.string() })]),
        details: z.array(z.object({ message: z.string() })).nullish(),
      }),
    })
    .transform(({ error: { code, message, details } }) => ({
      code,
      detail: [
        typeof message === "string" ? message : message.value,
        ...(details ?? []).map((one) => one.message),
      ].join(" "),
    })),
  // Entra ID's token endpoint.
  z
    .object({ error: z.string(), error_description: z.string() })
    .transform(({ error, error_description }) => ({ code: error, detail: error_description })),
  // App Service, in some answers.
  z
    .object({ Code: z.string(), Message: z.string() })
    .transform(({ Code, Message }) => ({ code: Code, detail: Message })),
]);

/** The error of an answer, read from whichever envelope the service used; its text cut short if it used none. */
export function azureRequestError(status: number, body: unknown, text: string): AzureRequestError {
  const envelope = envelopes.safeParse(body);
  return envelope.success
    ? new AzureRequestError(status, envelope.data.code, envelope.data.detail)
    : new AzureRequestError(status, "HttpError", text.slice(0, 500));
}
