import { resolve } from "node:path";
import { Command } from "commander";
import { startCloud } from "../../cloud/index.ts";
import { type CloudFlags, cloudOptions } from "../options.ts";
import type { Terminal } from "../terminal.ts";
import { terminalLog } from "../terminal-log.ts";
import { untilInterrupted } from "../until-interrupted.ts";

/** `gatehouse up`: an empty cloud, or the one that is kept in the state folder, until Ctrl-C. */
export function upCommand(terminal: Terminal): Command {
  const command = new Command("up").description("Start Gatehouse and stay up until Ctrl-C.");
  for (const option of cloudOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse up\n  gatehouse up --port 5000 --in-memory")
    .action(async (flags: CloudFlags) => {
      await using cloud = await startCloud({ ...cloudOptionsOf(flags), log: terminalLog(terminal) });
      terminal.print(`Gatehouse is up on ${cloud.url}. Ctrl-C stops it.`);
      terminal.print(`  ${cloud.url}/  the portal`);
      for (const site of cloud.appService.status())
        terminal.print(`  ${cloud.localUrl(`https://${site.hostName}/`)}  ${site.state}`);
      await untilInterrupted();
    });
}

export function cloudOptionsOf(flags: CloudFlags) {
  return {
    port: flags.port,
    tokenCache: flags.tokenCache,
    offline: flags.offline === true,
    ...(flags.realistic === undefined ? {} : { operationSpeed: flags.realistic }),
    ...(flags.inMemory === true ? {} : { folder: resolve(flags.state) }),
  };
}
