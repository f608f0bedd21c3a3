import { resolve } from "node:path";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { azuriteCheck } from "../doctor/azurite-check.ts";
import { certificateCheck } from "../doctor/certificate-check.ts";
import type { Check, Finding } from "../doctor/check.ts";
import { diskCheck } from "../doctor/disk-check.ts";
import { localhostCheck } from "../doctor/localhost-check.ts";
import { nodeCheck } from "../doctor/node-check.ts";
import { permissionsCheck } from "../doctor/permissions-check.ts";
import { portCheck } from "../doctor/port-check.ts";
import { programCheck } from "../doctor/program-check.ts";
import { DEFAULT_PORT, parsePort, stateOption } from "../options.ts";
import type { Terminal } from "../terminal.ts";

interface DoctorFlags {
  readonly port: number;
  readonly state: string;
  readonly json?: boolean;
}

/** `gatehouse doctor`: whether this machine can run Gatehouse, and what to do where it can't. */
export function doctorCommand(terminal: Terminal): Command {
  return new Command("doctor")
    .description("Check whether this machine can run Gatehouse, and say what to do where it can't.")
    .option("--port <port>", "port that Gatehouse is to listen on", parsePort, DEFAULT_PORT)
    .addOption(stateOption())
    .option("--json", "print it as JSON")
    .addHelpText("after", "\nExamples:\n  gatehouse doctor\n  gatehouse doctor --port 5000 --json")
    .action(async ({ port, state, json }: DoctorFlags) => {
      const findings = await Promise.all(checks(port, resolve(state)).map((check) => check()));
      if (json === true) terminal.print(JSON.stringify(findings, null, 2));
      else for (const finding of findings) terminal.print(line(finding, terminal));
      const failed = findings.filter(({ verdict }) => verdict === "wrong").length;
      if (failed > 0) throw new CliError(failed === 1 ? "1 check failed." : `${failed} checks failed.`);
    });
}

function checks(port: number, folder: string): readonly Check[] {
  return [
    () => nodeCheck(process.versions.node),
    () => portCheck(port),
    () => localhostCheck(),
    () => permissionsCheck(folder),
    () => diskCheck(folder),
    () => certificateCheck(folder, Date.now()),
    () => azuriteCheck(),
    () => programCheck("terraform", "`gatehouse run -- terraform apply` needs it"),
    () => programCheck("az", "`gatehouse run -- az` needs it"),
    () => programCheck("func", "`gatehouse run -- func azure functionapp publish` needs it"),
  ];
}

function line({ verdict, about, advice }: Finding, terminal: Terminal): string {
  const mark = { right: terminal.style("green", "✓"), wrong: terminal.style("red", "✗"), note: "·" }[verdict];
  return `${mark} ${about}${advice === undefined ? "" : ` ${terminal.style("bold", advice)}`}`;
}
