import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "vitest";
import { isOwnUser, ownerOf } from "./peer-user.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:10B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 101 1 0 100 0 0 10 0
   1: 0100007F:C350 0100007F:10B8 01 00000000:00000000 00:00000000 00000000  1001        0 102 1 0 20 4 30 10 -1
   2: 0100007F:10B8 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 103 1 0 20 4 30 10 -1
`;

test.each([
  ["the caller's end, not the listener's", 0xc350, 0x10b8, 1001],
  ["nothing of a connection that isn't there", 0xc351, 0x10b8, undefined],
  ["nothing of a closed socket", undefined, 0x10b8, undefined],
])("the kernel's table tells %s", (_name, remotePort, localPort, uid) => {
  expect(ownerOf(table, { remotePort, localPort })).toBe(uid);
});

test("a connection of this very process is one's own", async () => {
  await using server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [socket] = (await once(server, "connection")) as [Socket];
  expect(await isOwnUser(socket)).toBe(true);
  client.destroy();
  socket.destroy();
});
