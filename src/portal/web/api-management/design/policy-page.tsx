/** The policy of all APIs. */
export function PolicyPage() {
  return <p>…</p>;
}
