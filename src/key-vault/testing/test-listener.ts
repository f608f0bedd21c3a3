import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Host, Service } from "../../platform/index.ts";

export interface TestListener {
  send(
    method: string,
    url: string,
    request: { readonly authorization?: string; readonly body?: string },
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }>;
  close(): Promise<void>;
}

/** A real HTTP listener in front of the services, told apart by the host that is asked for. */
export async function serve(serviceOf: (host: Host) => Service): Promise<TestListener> {
  const server = createServer((incoming, outgoing) => {
    const name = incoming.headers.host ?? "";
    const host: Host = { name, label: name.split(".")[0] ?? "", scheme: "https", origin: `https://${name}` };
    serviceOf(host).handle(incoming, outgoing, host);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    send: (method, url, { authorization, body }) =>
      new Promise((resolve, reject) => {
        const { host, origin } = new URL(url);
        const headers = {
          host,
          ...(authorization === undefined ? {} : { authorization }),
          ...(body === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
        };
        const outgoing = httpRequest({
          host: "127.0.0.1",
          port,
          method,
          path: url.slice(origin.length),
          headers,
          agent: false,
        });
        outgoing.once("error", reject);
        outgoing.once("response", (response) => {
          const found = new Headers();
          for (const [name, value] of Object.entries(response.headers)) found.set(name, String(value));
          text(response).then(
            (content) => resolve({ status: response.statusCode ?? 0, headers: found, text: content }),
            reject,
          );
        });
        outgoing.end(body);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
