/** The products of a service. */
export function Products() {
  return <p>…</p>;
}
