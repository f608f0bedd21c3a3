/** The named values of a service. */
export function NamedValues() {
  return <p>…</p>;
}
