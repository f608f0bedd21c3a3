import { createServer, type IncomingMessage, type RequestListener } from "node:http";

/** A loopback HTTP server of the tests, standing in for App Service's identity endpoint or for API Management. */
export interface StubServer {
  readonly origin: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly IncomingMessage[];
  readonly close: () => Promise<void>;
}

/** Starts a stub on a free port. */
export async function startStub(answer: RequestListener): Promise<StubServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stub does not listen on a TCP port");
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${address.port}`, requests, close };
}

/** What App Service's identity endpoint answers when it has a token. */
export function answerWithToken(accessToken: string): RequestListener {
  return (request, response) => {
    const resource = new URL(request.url ?? "/", "http://identity").searchParams.get("resource");
    const expiresOn = String(Math.floor(Date.now() / 1000) + 86_400);
    response.setHeader("content-type", "application/json; charset=utf-8");
    response.end(JSON.stringify({ access_token: accessToken, expires_on: expiresOn, resource, token_type: "Bearer" }));
  };
}

/** What it answers when Entra ID refuses one; the spelling is Azure's. */
export const answerWithRefusal: RequestListener = (_request, response) => {
  response.writeHead(500, { "content-type": "application/json; charset=utf-8" });
  response.end('{"statusCode":500,"message":"An unexpected error occured while fetching the AAD Token."}');
};
