import { Button, makeStyles } from "@fluentui/react-components";
import { ArrowClockwiseRegular, PlayRegular, StopRegular } from "@fluentui/react-icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import {
  type AppFunction,
  type Site,
  siteAction,
  useFunctionAppPlace,
  useSiteList,
  useSiteResource,
} from "../azure/function-apps.ts";
import { useStatus } from "../azure/gatehouse.ts";
import type { ArmResource } from "../azure/resource-manager.ts";
import { Facts } from "../parts/facts.tsx";
import { Failure, Loaded } from "../parts/loaded.tsx";
import { AppState } from "./app-state.tsx";

const useStyles = makeStyles({ actions: { display: "flex", gap: "8px", flexWrap: "wrap" } });

/** How the app does, where it answers, what it runs as; and restart, stop, start. */
export function AppOverview() {
  const styles = useStyles();
  const queries = useQueryClient();
  const { isReady, siteId, name } = useFunctionAppPlace();
  const site = useSiteResource<Site>(siteId, isReady);
  const { data: status } = useStatus();
  const act = useMutation({
    mutationFn: (action: "restart" | "start" | "stop") => siteAction(`${siteId}/${action}`),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ["web"] }),
        queries.invalidateQueries({ queryKey: ["status"] }),
      ]),
  });
  return (
    <Loaded query={site} what="the function app">
      {({ properties, identity, location = "" }) => {
        const isStopped = properties.state === "Stopped";
        const local = `http://${properties.defaultHostName}.localhost:${status?.port ?? ""}/`;
        return (
          <>
            <div className={styles.actions}>
              <Button
                icon={<ArrowClockwiseRegular />}
                disabled={isStopped || act.isPending}
                onClick={() => act.mutate("restart")}
              >
                Restart
              </Button>
              {isStopped ? (
                <Button icon={<PlayRegular />} disabled={act.isPending} onClick={() => act.mutate("start")}>
                  Start
                </Button>
              ) : (
                <Button icon={<StopRegular />} disabled={act.isPending} onClick={() => act.mutate("stop")}>
                  Stop
                </Button>
              )}
            </div>
            {act.isError && <Failure error={act.error} />}
            <Facts
              facts={[
                ["State", <AppState key="state" status={status?.sites.find((one) => one.name === name)} />],
                ["Host name", properties.defaultHostName],
                [
                  "Here",
                  <a key="here" href={local} target="_blank" rel="noreferrer">
                    {local}
                  </a>,
                ],
                ["Runtime", <Runtime key="runtime" />],
                ["Operating system", properties.reserved ? "Linux" : "Windows"],
                ["Plan", properties.serverFarmId.split("/").at(-1)],
                ["Location", location],
                ["HTTPS only", properties.httpsOnly ? "yes" : "no"],
                ["Managed identities", <Identities key="identities" identity={identity} />],
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
}

function Identities({ identity }: { readonly identity: Site["identity"] }) {
  const assigned = Object.entries(identity?.userAssignedIdentities ?? {});
  if (identity?.principalId === undefined && assigned.length === 0) return <>none</>;
  return (
    <>
      {identity?.principalId !== undefined && (
        <div>
          <Link to={`/identity/managed-identities/${identity.principalId}`}>its own (system-assigned)</Link>
        </div>
      )}
      {assigned.map(([id, { principalId }]) => (
        <div key={id}>
          <Link to={`/identity/managed-identities/${principalId}`}>{id.split("/").at(-1)}</Link>
        </div>
      ))}
    </>
  );
}

/** A plan on Linux names its runtime; on Windows it stands in the settings, and only the functions tell what they are written for. */
function Runtime() {
  const { isReady, siteId, sitePage } = useFunctionAppPlace();
  const web = useSiteResource<ArmResource<{ readonly linuxFxVersion?: string | null }>>(
    `${siteId}/config/web`,
    isReady,
  );
  const functions = useSiteList<AppFunction>(`${siteId}/functions`, isReady);
  const language = functions.data?.map(({ properties }) => properties.language).find(Boolean);
  const runtime = web.data?.properties.linuxFxVersion?.replace("|", " ") || language;
  return (
    <>
      {runtime === undefined ? "" : `${runtime} · `}
      <Link to={`${sitePage}/settings`}>its version is in the settings</Link>
    </>
  );
}
