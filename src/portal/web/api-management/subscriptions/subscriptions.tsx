/** The subscriptions of a service and their keys. */
export function Subscriptions() {
  return <p>…</p>;
}
