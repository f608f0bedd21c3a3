import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { MessageBody } from "./message-body.ts";

describe("a streamed body that is read to its end", () => {
  test("is bytes then", async () => {
    const stream = new PassThrough();
    const body = new MessageBody(stream);
    stream.write("ab");
    stream.end("c");
    await body.buffer();
    expect(Buffer.from(body.read(true)).toString()).toBe("abc");
  });

  test("and stalls is given up, and its stream stays open for the answer", async () => {
    const stream = new PassThrough();
    stream.write("ab");
    await expect(new MessageBody(stream).buffer(20)).rejects.toMatchObject({
      reason: "MessageBodyUnavailable",
      message: "The message body can't be read: nothing came for 20 ms",
    });
    expect(stream.destroyed).toBe(false);
  });

  test.each([
    ["while it is read", false],
    ["before", true],
  ])("and breaks off %s is an error", async (_name, isEarly) => {
    const stream = new PassThrough();
    stream.on("error", () => undefined);
    const body = new MessageBody(stream);
    if (isEarly) stream.destroy(new Error("gone"));
    const buffered = body.buffer();
    stream.destroy(new Error("gone"));
    await expect(buffered).rejects.toMatchObject({ message: "The message body can't be read: gone" });
  });
});
