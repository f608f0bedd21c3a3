/** Sends a request to an operation. */
export function Test() {
  return <p>…</p>;
}
