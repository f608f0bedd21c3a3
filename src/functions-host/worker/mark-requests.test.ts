import { createServer, request as send } from "node:http";
import { expect, test } from "vitest";
import { PARENT_HEADER } from "../parent-header.ts";
import { runInCourseOf } from "./mark-requests.ts";

test("a parent value is taken off a request wherever its headers can be read", async () => {
  const server = createServer((request, response) => {
    const seen = runInCourseOf(request, () => [request.headers, request.headersDistinct, request.rawHeaders]);
    response.end(JSON.stringify(seen));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const headers = ["Host", "fn.azurewebsites.net", "X-Gatehouse-Parent", "7.secret", PARENT_HEADER.slice(2), "1"];
  const body = await new Promise<string>((resolve, reject) => {
    const sent = send({ port, headers }, async (response) => {
      resolve(((await response.setEncoding("utf8").toArray()) as string[]).join(""));
    });
    sent.once("error", reject).end();
  });
  server.close().closeAllConnections();
  const [named, distinct, raw] = JSON.parse(body) as readonly unknown[];
  expect(named).toMatchObject({ host: "fn.azurewebsites.net", "gatehouse-parent": "1" });
  expect(named).not.toHaveProperty([PARENT_HEADER]);
  expect(distinct).not.toHaveProperty([PARENT_HEADER]);
  expect(raw).toEqual(expect.arrayContaining(["Host", "fn.azurewebsites.net", "gatehouse-parent", "1"]));
  expect(raw).not.toContain("7.secret");
});
