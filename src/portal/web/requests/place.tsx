import { Page } from "../parts/page.tsx";

/** The place "Requests". */
export function Requests() {
  return <Page title="Requests">…</Page>;
}
