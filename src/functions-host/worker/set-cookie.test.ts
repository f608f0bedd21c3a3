import { expect, test } from "vitest";
import type { AnswerCookie } from "./http-answer.ts";
import { setCookie } from "./set-cookie.ts";

const plain: AnswerCookie = {
  name: "a",
  value: "1",
  domain: undefined,
  path: undefined,
  expires: undefined,
  maxAge: undefined,
  secure: false,
  httpOnly: false,
  sameSite: undefined,
};

test.each<[Partial<AnswerCookie>, string]>([
  [{}, "a=1; path=/"],
  [{ path: "" }, "a=1"],
  [{ value: "x y;'(é)" }, "a=x%20y%3B%27%28%C3%A9%29; path=/"],
  [{ domain: "contoso.com; secure" }, "a=1; domain=contoso.com; path=/"],
  [
    { expires: 0, maxAge: 60.9, secure: true, sameSite: "none", httpOnly: true, path: "/api" },
    "a=1; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=60; path=/api; secure; samesite=none; httponly",
  ],
])("the cookie %o is written as %s", (cookie, header) => {
  expect(setCookie({ ...plain, ...cookie })).toBe(header);
});
