import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { APIS } from "../management/model.ts";
import { type ByteBackend, startByteBackend } from "../testing/byte-backend.ts";
import { type ByteCaller, startByteCaller } from "../testing/byte-caller.ts";
import { apiProperties, type GatewayHarness, KEY, startGateway } from "../testing/gateway-harness.ts";

const withKey = { "Ocp-Apim-Subscription-Key": KEY };
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const BROKEN = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc";

let gateway: GatewayHarness;
let backend: ByteBackend;
let caller: ByteCaller;

beforeEach(async () => {
  gateway = await startGateway();
  gateway.echo({ method: "*" });
  caller = startByteCaller(gateway.port);
});
afterEach(async () => {
  caller[Symbol.dispose]();
  await backend[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

async function backendThat(answer: (socket: Socket) => void): Promise<void> {
  backend = await startByteBackend(answer);
  gateway.put(APIS, "/apis/echo", apiProperties({ path: "echo", serviceUrl: backend.url }));
}

function head(method: string, length: number): string {
  return `${method} /echo/test HTTP/1.1\r\nHost: apim.azure-api.net\r\nOcp-Apim-Subscription-Key: ${KEY}\r\nContent-Length: ${length}\r\n\r\n`;
}

describe("a backend that answers before it has the whole request", () => {
  test("gets no other request on that connection", async () => {
    await backendThat((socket) => socket.write(OK));
    caller.write(`${head("POST", 400)}0123456789`);
    await caller.hears(/ok$/);
    expect((await gateway.send("/echo/test", { headers: withKey })).body).toBe("ok");
    expect(backend.heard.map((text) => text.split(" ")[0])).toEqual(["POST", "GET"]);
  });

  test("leaves the caller's connection in order: the rest is read, and the next request answered", async () => {
    await backendThat((socket) => socket.write(OK));
    caller.write(`${head("POST", 400)}0123456789`);
    await caller.hears(/ok$/);
    caller.write("x".repeat(390) + head("GET", 0));
    await caller.hears(/ok[\s\S]*ok$/);
    expect(backend.heard).toHaveLength(2);
  });

  test("and closes lets the caller hear the answer in the middle of a large upload", async () => {
    await backendThat((socket) =>
      socket.end("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    );
    caller.write(head("POST", 20_000_000));
    await caller.hears(/ 413 /);
    caller.write(Buffer.alloc(20_000_000));
    caller.write(head("GET", 0));
    await caller.hears(/ 413 [\s\S]* 413 /);
  });
});

describe("a backend that breaks off", () => {
  test("with a malformed chunk right after the head is answered for with 500", async () => {
    await backendThat((socket) => socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"));
    expect((await gateway.send("/echo/test", { headers: withKey })).status).toBe(500);
  });

  test("in a body that is being passed on breaks off the answer", async () => {
    await backendThat((socket) => socket.write(BROKEN));
    caller.write(head("GET", 0));
    await caller.hears(/abc$/);
    backend.sockets[0]?.destroy();
    await once(caller.socket, "close");
  });

  test.each([
    ["set-body", "<set-body>mine</set-body>", 200, "mine"],
    ["return-response", "<return-response><set-body>mine</set-body></return-response>", 200, "mine"],
    ["an error", '<set-variable name="x" value="@((string)context.Variables["y"])"/>', 500, undefined],
  ])("in a body that %s replaced is closed at once, and nobody minds", async (_name, outbound, status, body) => {
    await backendThat((socket) => socket.write(BROKEN));
    gateway.policy("/apis/echo", `<policies><outbound><base/>${outbound}</outbound></policies>`);
    const answer = await gateway.send("/echo/test", { headers: withKey });
    expect(answer.status).toBe(status);
    if (body !== undefined) expect(answer.body).toBe(body);
    const [socket] = backend.sockets;
    if (socket !== undefined && !socket.destroyed) await once(socket, "close");
  });

  test("in a body that a policy reads is an error of that policy", async () => {
    await backendThat((socket) => socket.end(BROKEN));
    gateway.policy(
      "/apis/echo",
      '<policies><outbound><set-header name="X"><value>@(context.Response.Body.As<string>())</value></set-header></outbound></policies>',
    );
    expect((await gateway.send("/echo/test", { headers: withKey })).status).toBe(500);
  });
});

describe("a caller that hangs up", () => {
  test.each([
    ["before the answer", () => undefined, ""],
    ["in the middle of the answer", (socket: Socket) => socket.write(BROKEN), "abc"],
  ])("%s ends the request to the backend", async (_name, answer, heard) => {
    const asked = new Promise<Socket>((resolve) => {
      void backendThat((socket) => {
        answer(socket);
        resolve(socket);
      }).then(() => caller.write(head("GET", 0)));
    });
    const socket = await asked;
    await caller.hears(new RegExp(`${heard}$`));
    caller.socket.destroy();
    if (!socket.destroyed) await once(socket, "close");
  });

  test("in the middle of an upload ends the request to the backend", async () => {
    const asked = new Promise<Socket>((resolve) => {
      void backendThat(resolve).then(() => caller.write(`${head("POST", 400)}0123456789`));
    });
    const socket = await asked;
    caller.socket.destroy();
    if (!socket.destroyed) await once(socket, "close");
  });
});
