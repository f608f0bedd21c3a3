import type { HeaderList } from "../pipeline/header-list.ts";
import { traceHeader } from "../pipeline/trace-value.ts";

/** The headers of a message as a trace lists them. */
export function traceHeaders(headers: HeaderList): readonly { readonly name: string; readonly value: string }[] {
  const listed: { name: string; value: string }[] = [];
  headers.forEach((_key, name, value) => {
    listed.push({ name, value: traceHeader(name, value) });
  });
  return listed;
}
