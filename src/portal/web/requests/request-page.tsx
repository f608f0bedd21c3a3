import { Button, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import type { ExchangeChain, ExchangeDetail } from "../../../control/contract/exchanges.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { ExchangeTree } from "./exchange-tree.tsx";
import { findCauses } from "./find-causes.ts";

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
        {({ exchanges }) => (
          <>
            <Cause exchanges={exchanges} />
            <TitledSection title="Path" text="Each request below the one in whose course it was sent.">
              <ExchangeTree exchanges={exchanges} openId={Number(id)} />
            </TitledSection>
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Who refused it and why, before the path that it took. */
function Cause({ exchanges }: { readonly exchanges: readonly ExchangeDetail[] }) {
  const first = exchanges.find(({ id, rootId }) => id === rootId);
  // A failure that the caller got over is seen in the path, and is no answer to why it ended as it did.
  if (first?.outcome === "passed") return null;
  return findCauses(exchanges).map(({ id, service, outcome, status, reason }) => (
    <MessageBar key={id} intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {outcome === "refused" ? "Refused" : "Failed"} by {service}
        </MessageBarTitle>{" "}
        {reason ?? `It answered ${status}, and told no reason.`}
      </MessageBarBody>
    </MessageBar>
  ));
}
