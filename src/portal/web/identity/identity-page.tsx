import type { ReactNode } from "react";
import { type Crumb, Page } from "../parts/page.tsx";
import { PlaceTabs } from "../parts/place-tabs.tsx";

const tabs = [
  { name: "Applications", to: "/identity/applications" },
  { name: "Service principals", to: "/identity/service-principals" },
  { name: "Managed identities", to: "/identity/managed-identities" },
  { name: "Groups", to: "/identity/groups" },
  { name: "Users", to: "/identity/users" },
  { name: "Assign an app role", to: "/identity/assign" },
  { name: "Token cache", to: "/identity/cache" },
  { name: "Can A call B?", to: "/identity/can-call" },
] as const;

export type IdentityTab = (typeof tabs)[number]["to"];

export interface IdentityPageProps {
  readonly title: string;
  readonly tab: IdentityTab;
  /** True for a page about one thing of the tab's list: the list is then among the pages above it. */
  readonly isDetail?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the place "Identity": its tabs, the way up, and the content. */
export function IdentityPage({ title, tab, isDetail = false, actions, children }: IdentityPageProps) {
  const crumbs: readonly Crumb[] = [
    { name: "Identity", to: "/identity" },
    ...(isDetail ? tabs.filter(({ to }) => to === tab) : []),
  ];
  return (
    <Page title={title} crumbs={crumbs} actions={actions}>
      <PlaceTabs label="Parts of identity" tabs={tabs} current={tab} />
      {children}
    </Page>
  );
}
