import { Page } from "../parts/page.tsx";

/** The place "Tokens". */
export function Tokens() {
  return <Page title="Tokens">…</Page>;
}
