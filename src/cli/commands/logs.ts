import { Command } from "commander";
import { z } from "zod";
import { type ControlLogLine, logLineSchema } from "../../cloud/index.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { followLog } from "../follow-log.ts";
import { formatLogLine } from "../format-log-line.ts";
import { findRunningCloud } from "../running-cloud.ts";
import type { Terminal } from "../terminal.ts";

interface LogsFlags extends ClientFlags {
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** `gatehouse logs`: the recent lines of a site; with `--follow` each new one as it comes, until the cloud ends or Ctrl-C. */
export function logsCommand(terminal: Terminal): Command {
  const command = new Command("logs")
    .description("Print the recent log lines of a site.")
    .argument("<site>", "name of the site")
    .option("-f, --follow", "go on with each new line until Ctrl-C")
    .option("--json", "print a line of JSON each");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText("after", "\nExamples:\n  gatehouse logs fn-demo\n  gatehouse logs fn-demo --follow --json")
    .action(async (site: string, flags: LogsFlags) => {
      const cloud = await findRunningCloud(flags);
      const print = (line: ControlLogLine): void =>
        terminal.print(flags.json === true ? JSON.stringify(line) : formatLogLine(line, terminal));
      // Asked for first, so that a site that isn't there is refused in words.
      const path = `logs/${encodeURIComponent(site)}`;
      const lines = z.array(logLineSchema).parse(await cloud.control("GET", path));
      if (flags.follow !== true) return lines.forEach(print);
      for await (const line of followLog(cloud, site)) print(line);
      terminal.progress("Gatehouse has ended.");
    });
}
