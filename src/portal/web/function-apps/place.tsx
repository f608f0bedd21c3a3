import { Page } from "../parts/page.tsx";

/** The place "Function apps". */
export function FunctionApps() {
  return <Page title="Function apps">…</Page>;
}
