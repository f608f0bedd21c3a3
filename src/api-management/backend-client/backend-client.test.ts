import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { BackendClient, type BackendRequest } from "./backend-client.ts";
import { ChunkDecoder } from "./chunk-decoder.ts";

/** A backend that answers each request it hears with the next of these texts, byte for byte. */
interface Scripted {
  readonly server: Server;
  readonly port: number;
  readonly heard: string[];
  readonly connections: () => number;
}

const opened: { readonly client: BackendClient; readonly server: Server; readonly sockets: Set<Socket> }[] = [];

async function backend(
  answers: readonly string[],
  options: { readonly closeAfter?: boolean; readonly pieces?: number } = {},
): Promise<Scripted & { client: BackendClient }> {
  const heard: string[] = [];
  const left = [...answers];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (data) => {
      heard.push(data.toString("latin1"));
      if (!data.includes("\r\n\r\n")) return;
      const answer = left.shift();
      if (answer === undefined) return socket.destroy();
      const size = options.pieces ?? answer.length;
      for (let at = 0; at < answer.length; at += size) socket.write(answer.slice(at, at + size), "latin1");
      if (options.closeAfter === true) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new BackendClient();
  opened.push({ client, server, sockets });
  return { server, port: (server.address() as AddressInfo).port, heard, connections: () => connections, client };
}

afterEach(async () => {
  for (const { client, server, sockets } of opened.splice(0)) {
    client.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

function request(port: number, rest: Partial<BackendRequest> = {}): BackendRequest {
  return {
    route: { secure: false, hostname: "127.0.0.1", port, host: `127.0.0.1:${port}` },
    host: `127.0.0.1:${port}`,
    method: "GET",
    target: "/x",
    headerLines: "",
    body: null,
    bodyLength: undefined,
    timeoutMs: 2000,
    ...rest,
  };
}

async function text(body: Uint8Array | Readable | null): Promise<string> {
  if (body === null) return "";
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const bodies = [
  ["a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"],
  ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: 1\r\n\r\n"],
  [
    "an interim response first",
    "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
  ],
] as const;

describe("the backend client", () => {
  test.each(bodies)("reads a body framed by %s", async (_name, answer) => {
    const { port, client } = await backend([answer]);
    const response = await client.send(request(port));
    expect(response.head.statusCode).toBe(200);
    expect(await text(response.body)).toBe("hello");
  });

  test.each(bodies)("reads a body framed by %s that comes byte by byte", async (_name, answer) => {
    const { port, client } = await backend([answer], { pieces: 1 });
    expect(await text((await client.send(request(port))).body)).toBe("hello");
  });

  test("reads a body that ends with the connection", async () => {
    const { port, client } = await backend(["HTTP/1.1 200 OK\r\n\r\nhello"], { closeAfter: true });
    expect(await text((await client.send(request(port))).body)).toBe("hello");
  });

  test("uses a connection again", async () => {
    const { port, client, connections } = await backend(
      Array(3).fill("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    );
    for (let index = 0; index < 3; index += 1) expect(await text((await client.send(request(port))).body)).toBe("ok");
    expect(connections()).toBe(1);
  });

  test("does not use a connection again that the backend wants closed", async () => {
    const { port, client, connections } = await backend(
      Array(2).fill("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"),
    );
    for (let index = 0; index < 2; index += 1) await client.send(request(port));
    expect(connections()).toBe(2);
  });

  test("sends a GET once more when the kept connection turns out to be closed, and a POST never", async () => {
    const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    const { port, client, server, connections } = await backend([ok, ok]);
    await client.send(request(port));
    server.once("connection", () => undefined);
    const dead = await backend([ok]);
    await dead.client.send(request(dead.port));
    await expect(
      dead.client.send(request(dead.port, { method: "POST", body: Buffer.from("x") })),
    ).rejects.toMatchObject({ code: "CONNECTION_FAILURE" });
    expect(await text((await client.send(request(port))).body)).toBe("ok");
    expect(connections()).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ["a body of bytes", Buffer.from("abc"), undefined, "Content-Length: 3\r\n\r\nabc"],
    [
      "a stream of known length",
      Readable.from([Buffer.from("ab"), Buffer.from("c")]),
      3,
      "Content-Length: 3\r\n\r\nabc",
    ],
    [
      "a stream of unknown length",
      Readable.from([Buffer.from("ab"), Buffer.from("c")]),
      undefined,
      "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
    ],
  ])("sends %s", async (_name, body, bodyLength, expected) => {
    const heard: string[] = [];
    const server = createServer((socket) => {
      socket.on("data", (data) => {
        heard.push(data.toString());
        if (heard.join("").endsWith(expected)) socket.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const client = new BackendClient();
    opened.push({ client, server, sockets: new Set() });
    const { port } = server.address() as AddressInfo;
    const response = await client.send(request(port, { method: "POST", body, bodyLength, headerLines: "X-A: 1\r\n" }));
    expect(response.head.statusCode).toBe(200);
    expect(heard.join("")).toBe(`POST /x HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-A: 1\r\n${expected}`);
  });

  test.each([
    ["no HTTP", "hello\r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    ["a length beside chunks", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"],
    ["a folded header", "HTTP/1.1 200 OK\r\nA: 1\r\n 2\r\n\r\n"],
    ["an unknown transfer coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"],
    ["switched protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
  ])("refuses a backend that answers with %s", async (_name, answer) => {
    const { port, client } = await backend([answer]);
    await expect(client.send(request(port))).rejects.toMatchObject({ code: "CONNECTION_FAILURE" });
  });

  test("gives up on a backend that stays silent", async () => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const client = new BackendClient();
    opened.push({ client, server, sockets });
    const { port } = server.address() as AddressInfo;
    await expect(client.send(request(port, { timeoutMs: 30 }))).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  test("says that nobody listens", async () => {
    const { port, client, server } = await backend([]);
    await new Promise((resolve) => server.close(resolve));
    await expect(client.send(request(port))).rejects.toMatchObject({ code: "CONNECTION_FAILURE" });
  });

  test("takes the chunked coding off however the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 })),
        fc.integer({ min: 1, max: 7 }),
        (chunks, size) => {
          const coded = Buffer.concat([
            ...chunks.map((chunk) =>
              Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
            ),
            Buffer.from("0\r\n\r\nNEXT"),
          ]);
          const decoder = new ChunkDecoder();
          const content: Buffer[] = [];
          let used = 0;
          for (let at = 0; at < coded.length && !decoder.isDone; at += size) {
            used += decoder.feed(coded.subarray(at, at + size), (piece) => content.push(Buffer.from(piece)));
          }
          expect(Buffer.concat(content)).toEqual(Buffer.concat(chunks));
          expect(decoder.isDone).toBe(true);
          expect(used).toBe(coded.length - 4);
        },
      ),
    );
  });
});
