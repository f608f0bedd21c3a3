import { lookup } from "node:dns/promises";
import { isIPv6 } from "node:net";
import type { Finding } from "./check.ts";

const NAME = "management.azure.com.localhost";

/** Whether names below `localhost` lead to this machine. Browsers and curl see to it themselves (RFC 6761, 6.3). */
export async function localhostCheck(
  resolve: (name: string) => Promise<readonly string[]> = addresses,
): Promise<Finding> {
  const found = await resolve(NAME);
  if (found.length === 0) {
    return {
      verdict: "note",
      about:
        "This machine's resolver doesn't know names below localhost. Browsers and curl do; other programs go through `gatehouse run`.",
    };
  }
  const foreign = found.filter((address) => !(isIPv6(address) ? address === "::1" : address.startsWith("127.")));
  if (foreign.length === 0) return { verdict: "right", about: `Names below localhost lead to ${found.join(" and ")}.` };
  return {
    verdict: "wrong",
    about: `${NAME} leads to ${foreign.join(" and ")}, which is another machine.`,
    advice:
      "Have the resolver answer names below localhost with 127.0.0.1 (RFC 6761), and until then use `gatehouse run`.",
  };
}

async function addresses(name: string): Promise<readonly string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
