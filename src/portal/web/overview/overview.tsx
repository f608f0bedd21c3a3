import { makeStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { SystemMap } from "../../../control/contract/overview.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { CallsTable } from "./calls-table.tsx";
import { DemoCases } from "./demo-cases.tsx";
import { StartUp } from "./start-up.tsx";
import { SystemPicture } from "./system-picture.tsx";

const useStyles = makeStyles({ title: { margin: 0 } });

/** The first page: the system, whether it does what it promises, and what is going on. */
export function Overview() {
  const styles = useStyles();
  const map = useQuery({
    queryKey: ["gatehouse", "map"],
    queryFn: ({ signal }) => gatehouse<SystemMap>("/map", { signal }),
    refetchInterval: 2000,
    // What didn't change stays the same object, and the picture isn't laid out anew.
    structuralSharing: true,
  });
  const empty =
    "Nothing is deployed yet. Deploy the demo with: gatehouse demo, or a Terraform folder of yours with: gatehouse apply <folder>.";
  return (
    <Page title="Overview">
      <StartUp />
      <Loaded query={map} what="the system" empty={{ when: ({ nodes }) => nodes.length < 2, text: empty }}>
        {(found) => (
          <>
            <SystemPicture map={found} />
            <DemoCases />
            <section aria-label="Calls">
              <h2 className={styles.title}>Who may call whom</h2>
              <CallsTable map={found} />
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
