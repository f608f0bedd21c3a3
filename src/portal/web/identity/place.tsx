import { Page } from "../parts/page.tsx";

/** The place "Identity". */
export function Identity() {
  return <Page title="Identity">…</Page>;
}
