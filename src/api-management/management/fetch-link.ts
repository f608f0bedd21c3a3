import { OutboundError } from "../../platform/index.ts";
import type { ManagementContext } from "./context.ts";
import { validationError } from "./management-error.ts";

/** What a link may lead to: definitions up to 4 MB ("API import restrictions and known issues"), policies less. */
const LIMITS = { timeoutMs: 15_000, maxBytes: 4 * 1024 * 1024 } as const;

/**
 * Fetches what a `value` with a format in `-link` leads to, as text in UTF-8. Redirects aren't followed. Throws API Management's
 * 400 for a link that isn't http or https, or that doesn't answer 200 within 15 seconds and 4 MB.
 */
export async function fetchLink(link: string, { outbound }: Pick<ManagementContext, "outbound">): Promise<string> {
  const url = URL.parse(link);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw fault(`'${link}' is not an http or https URL without credentials.`);
  }
  try {
    const { status, body } = await outbound.request({ method: "GET", url, ...LIMITS });
    if (status === 200) return new TextDecoder().decode(body);
    throw fault(`'${link}' answered ${status}; expected 200.`);
  } catch (error) {
    if (error instanceof OutboundError) throw fault(`'${link}' can't be read: ${error.message}`);
    throw error;
  }
}

function fault(message: string): Error {
  return validationError({ target: "value", message });
}
