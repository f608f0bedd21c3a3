import { request } from "node:http";
import { BACKEND_BODY } from "./static-backend.ts";
import type { TrustedGroup } from "./trusted-group.ts";

/** A contender answers otherwise than the pipeline has to: measuring it would compare different work. */
export class WrongAnswerError extends Error {}

interface Case {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

/** Asks with everything that has to be refused, and with what has to pass. Throws `WrongAnswerError`. */
export async function checkAnswers(contender: string, port: number, api: TrustedGroup): Promise<void> {
  for (const { name, headers, status } of casesOf(api)) {
    const answer = await ask(port, api, headers);
    const isRight = answer.status === status && (status !== 200 || answer.body === BACKEND_BODY);
    if (!isRight)
      throw new WrongAnswerError(
        `${contender} answered ${answer.status} ${answer.body} to ${name}; expected ${status}.`,
      );
  }
}

function casesOf(api: TrustedGroup): readonly Case[] {
  const [token = ""] = api.tokens;
  const key = { "ocp-apim-subscription-key": api.subscriptionKey };
  const bearer = (text: string) => ({ ...key, authorization: `Bearer ${text}` });
  const [header = "", payload = "", signature = ""] = token.split(".");
  const forged = Buffer.from(payload, "base64url").toString().replace('"ver"', '"rev"');
  return [
    { name: "the right token", headers: bearer(token), status: 200 },
    { name: "the right token, once more", headers: bearer(token), status: 200 },
    { name: "no token", headers: key, status: 401 },
    { name: "another scheme", headers: { ...key, authorization: `Basic ${token}` }, status: 401 },
    { name: "a changed signature", headers: bearer(`${header}.${payload}.${changed(signature)}`), status: 401 },
    {
      name: "a changed payload",
      headers: bearer(`${header}.${Buffer.from(forged).toString("base64url")}.${signature}`),
      status: 401,
    },
    { name: "a token of another role", headers: bearer(api.tokenOfOtherRole), status: 401 },
    { name: "a token for another audience", headers: bearer(api.backendToken), status: 401 },
    { name: "no subscription key", headers: { authorization: `Bearer ${token}` }, status: 401 },
    {
      name: "a wrong subscription key",
      headers: { ...bearer(token), "ocp-apim-subscription-key": "0".repeat(32) },
      status: 401,
    },
  ];
}

/** Changes a character in the middle, which is no padding. */
function changed(signature: string): string {
  const middle = signature.length >> 1;
  return `${signature.slice(0, middle)}${signature[middle] === "A" ? "B" : "A"}${signature.slice(middle + 1)}`;
}

function ask(
  port: number,
  api: TrustedGroup,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: "127.0.0.1",
      port,
      path: api.path,
      headers: { ...headers, host: `${api.hostName}:${port}` },
      agent: false,
      timeout: 5000,
    });
    outgoing.once("timeout", () => outgoing.destroy(new Error("no answer within 5 s")));
    outgoing.once("error", reject);
    outgoing.once("response", async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
    });
    outgoing.end();
  });
}
