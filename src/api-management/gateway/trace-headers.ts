import type { HeaderList } from "../pipeline/header-list.ts";

/** Headers whose values open doors: a trace says that they were there, and no more. */
const SECRET = /authorization|cookie|key|secret|token/;

/** The headers of a message as a trace lists them. */
export function traceHeaders(headers: HeaderList): readonly { readonly name: string; readonly value: string }[] {
  const listed: { name: string; value: string }[] = [];
  headers.forEach((key, name, value) => {
    listed.push({ name, value: SECRET.test(key) ? "*****" : value });
  });
  return listed;
}
