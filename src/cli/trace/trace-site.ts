import { z } from "zod";
import { type ControlLogLine, logLineSchema } from "../../cloud/index.ts";
import { CliError } from "../cli-error.ts";
import type { RunningCloud } from "../running-cloud.ts";
import type { TraceAnswer, TraceRequest } from "./read-request.ts";
import { sendRequest } from "./send-request.ts";

export interface SiteTrace {
  readonly answer: TraceAnswer;
  readonly site: string;
  /** Oldest first. */
  readonly lines: readonly ControlLogLine[];
}

const SHOWN_LINES = 20;

/** Sends the request to a function app and reads what its log says since then, or else its last lines. Throws `CliError`. */
export async function traceSite(cloud: RunningCloud, request: TraceRequest): Promise<SiteTrace> {
  const { hostname } = request.url;
  const site = cloud.status.sites.find(({ hostName }) => hostName.toLowerCase() === hostname)?.name;
  if (site === undefined) throw new CliError(`There is no site with the host name ${hostname}.`);
  const answer = await sendRequest(cloud, request);
  const lines = z.array(logLineSchema).parse(await cloud.control("GET", `logs/${encodeURIComponent(site)}`));
  const since = lines.filter(({ time }) => time >= cloud.status.time);
  return { answer, site, lines: since.length > 0 ? since : lines.slice(-SHOWN_LINES) };
}
