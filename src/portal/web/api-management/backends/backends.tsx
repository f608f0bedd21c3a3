/** The backends of a service. */
export function Backends() {
  return <p>…</p>;
}
