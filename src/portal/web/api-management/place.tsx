import { Page } from "../parts/page.tsx";

/** The place "API Management". */
export function ApiManagement() {
  return <Page title="API Management">…</Page>;
}
