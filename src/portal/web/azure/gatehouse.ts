import { useQuery } from "@tanstack/react-query";
import type { ControlStatus } from "../../../control/contract/answers.ts";
import { type AskOptions, ask } from "./ask.ts";

/** One call of Gatehouse's own API: `path` begins with `/status`, `/exchanges` and so on. */
export async function gatehouse<Body>(path: string, options: AskOptions = {}): Promise<Body> {
  return (await ask<Body>(`/gatehouse${path}`, options)).body;
}

/** What is up: ids, the clock, the sites and their states. Asked anew every two seconds while the page is seen. */
export function useStatus() {
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => gatehouse<ControlStatus>("/status", { signal }),
    refetchInterval: 2000,
  });
}

/** `/subscriptions/{id}` of the one subscription; undefined until the status is there. */
export function useSubscriptionPath(): string | undefined {
  const { data } = useStatus();
  return data && `/subscriptions/${data.subscriptionId}`;
}
