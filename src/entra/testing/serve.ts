import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Service } from "../../platform/index.ts";

/** A service behind a real HTTP server on a free port. */
export interface ServedService {
  /** Sends a request to a path of the service. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Serves `service` as the edge does for requests to `hostName`. */
export async function serve(service: Service, hostName: string): Promise<ServedService> {
  const server = createServer((request, response) =>
    service.handle(request, response, {
      name: hostName,
      label: "",
      scheme: hostName === "127.0.0.1" ? "http" : "https",
      origin: `http://${request.headers.host}`,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    fetch: (path, init) => fetch(`${origin}${path}`, init),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
