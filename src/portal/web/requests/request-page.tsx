import { Button } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { ExchangeChain } from "../../../control/contract/exchanges.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { ExchangeTree } from "./exchange-tree.tsx";

/** One request with its whole path: everything that was sent in its course, and what it was sent in the course of. */
export function RequestPage() {
  const { id = "" } = useParams();
  const chain = useQuery({
    queryKey: ["gatehouse", "exchange", id],
    queryFn: ({ signal }) => gatehouse<ExchangeChain>(`/exchanges/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.exchanges.some(({ outcome }) => outcome === "running") ? 500 : false),
  });
  const har = (
    <Button
      as="a"
      href={`/gatehouse/exchanges.har?ids=${encodeURIComponent(id)}`}
      download={`request-${id}.har`}
      icon={<ArrowDownloadRegular />}
    >
      Export as HAR
    </Button>
  );
  return (
    <Page title={`Request ${id}`} crumbs={[{ name: "Requests", to: "/requests" }]} actions={har}>
      <Loaded query={chain} what="the request">
        {({ exchanges }) => <ExchangeTree exchanges={exchanges} openId={Number(id)} />}
      </Loaded>
    </Page>
  );
}
