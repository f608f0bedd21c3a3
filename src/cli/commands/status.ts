import { Command } from "commander";
import type { ControlStatus } from "../../cloud/index.ts";
import { listApiManagement } from "../api-management/list-services.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { duration } from "../duration.ts";
import { localUrl } from "../local-url.ts";
import { findRunningCloud } from "../running-cloud.ts";
import { type Terminal, table } from "../terminal.ts";

interface StatusFlags extends ClientFlags {
  readonly json?: boolean;
}

const COLOURS = { running: "green", starting: "yellow", failed: "red", empty: "dim", stopped: "dim" } as const;

/** `gatehouse status`: what is up, and under which addresses. */
export function statusCommand(terminal: Terminal): Command {
  const command = new Command("status")
    .description("Show the Gatehouse that is up: its time, its sites, and its APIs.")
    .option("--json", "print it as JSON");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse status\n  gatehouse status --port 5000 --json")
    .action(async (flags: StatusFlags) => {
      const cloud = await findRunningCloud(flags);
      const { status } = cloud;
      const services = await listApiManagement(cloud);
      if (flags.json === true) {
        return terminal.print(JSON.stringify({ ...status, apiManagement: services }, null, 2));
      }
      terminal.print(`Gatehouse ${status.version} is up on http://localhost:${status.port} (process ${status.pid}).`);
      terminal.print();
      const ahead = status.clockOffsetMs === 0 ? "" : ` (${duration(status.clockOffsetMs)} ahead of this machine)`;
      terminal.print(`tenant        ${status.tenantId}`);
      terminal.print(`subscription  ${status.subscriptionId}`);
      terminal.print(`time          ${status.time}${ahead}`);
      terminal.print(`state         ${status.stateFolder}`);
      printSites(terminal, status);
      for (const { name, apis, gatewayUrl } of services) {
        const rows = apis.map(({ name: api, path }) => [api, localUrl(`${gatewayUrl}/${path}`, status.port)]);
        terminal.print();
        terminal.print(`API Management ${name}${rows.length === 0 ? " has no APIs." : ""}`);
        if (rows.length > 0) for (const line of table(["API", "URL"], rows)) terminal.print(line);
      }
    });
}

function printSites(terminal: Terminal, { sites, port }: ControlStatus): void {
  terminal.print();
  if (sites.length === 0) {
    terminal.print("No sites.");
    return;
  }
  const rows = sites.map(({ name, hostName, state }) => [
    name,
    terminal.style(COLOURS[state], state),
    localUrl(`https://${hostName}/`, port),
  ]);
  for (const line of table(["site", "state", "URL"], rows)) terminal.print(line);
  for (const { name, reason } of sites.filter((site) => site.reason !== "")) terminal.print(`${name}: ${reason}`);
}
