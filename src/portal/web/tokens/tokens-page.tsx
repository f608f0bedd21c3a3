import type { ReactNode } from "react";
import { Page } from "../parts/page.tsx";
import { PlaceTabs } from "../parts/place-tabs.tsx";

const tabs = [
  { name: "Mint", to: "/tokens/mint" },
  { name: "Inspect", to: "/tokens/inspect" },
] as const;

export interface TokensPageProps {
  readonly title: string;
  readonly tab: (typeof tabs)[number]["to"];
  readonly children: ReactNode;
}

/** A page of the place "Tokens". */
export function TokensPage({ title, tab, children }: TokensPageProps) {
  return (
    <Page title={title} crumbs={[{ name: "Tokens", to: "/tokens" }]}>
      <PlaceTabs label="Parts of tokens" tabs={tabs} current={tab} />
      {children}
    </Page>
  );
}
