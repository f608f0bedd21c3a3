/** Frontend and policies of an API or an operation. */
export function Design() {
  return <p>…</p>;
}
