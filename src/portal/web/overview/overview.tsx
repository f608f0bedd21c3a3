import { Page } from "../parts/page.tsx";

/** The first page. */
export function Overview() {
  return <Page title="Overview">…</Page>;
}
