import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { type ClientFlags, clientOptions } from "../client-options.ts";
import { formatLogLine } from "../format-log-line.ts";
import { azureUrl } from "../local-url.ts";
import { findRunningCloud } from "../running-cloud.ts";
import type { Terminal } from "../terminal.ts";
import { printAnswer } from "../trace/print-answer.ts";
import { printTrace } from "../trace/print-trace.ts";
import { readRequest, type TraceAnswer, type TraceRequest } from "../trace/read-request.ts";
import { traceApi } from "../trace/trace-api.ts";
import { traceSite } from "../trace/trace-site.ts";

interface TraceFlags extends ClientFlags {
  readonly request?: string;
  readonly header: readonly string[];
  readonly data?: string;
  readonly subscription?: string;
  readonly json?: boolean;
}

/** `gatehouse trace`: what each policy did with a request. The exit code tells whether it was traced, not how it was answered. */
export function traceCommand(terminal: Terminal): Command {
  const command = new Command("trace")
    .description("Send a request through API Management and print what each policy did with it.")
    .argument("<url>", "URL of an API or of a function app, Azure's own or the one below .localhost")
    .option("-X, --request <method>", "method (otherwise GET, and POST with --data)")
    .option("-H, --header <header>", "header 'Name: value', as often as wanted", collect, [])
    .option("-d, --data <body>", "body, or @file (its Content-Type is application/json unless a header says otherwise)")
    .option("--subscription <name>", "subscription of API Management whose key is sent (otherwise the first that fits)")
    .option("--json", "print answer and trace as JSON");
  for (const option of clientOptions()) command.addOption(option);
  return command
    .addHelpText(
      "after",
      "\nExamples:\n  gatehouse trace https://apim-demo.azure-api.net/untrusted\n  gatehouse trace -X PUT -H 'If-Match: *' -d '{}' https://apim-demo.azure-api.net/orders/1",
    )
    .action(async (address: string, flags: TraceFlags) => {
      const url = azureUrl(address);
      if (url === undefined) throw new CliError(`'${address}' is no http or https URL.`);
      const request = readRequest(url, flags);
      if (url.hostname.endsWith(".azure-api.net")) await apiTrace(request, flags, terminal);
      else if (url.hostname.endsWith(".azurewebsites.net")) await siteTrace(request, flags, terminal);
      else {
        throw new CliError(
          `There are traces for API Management (*.azure-api.net), and logs for function apps (*.azurewebsites.net): ${url.hostname} is neither.`,
        );
      }
    });
}

async function apiTrace(request: TraceRequest, flags: TraceFlags, terminal: Terminal): Promise<void> {
  const cloud = await findRunningCloud(flags);
  const { answer, trace, subscription } = await traceApi(cloud, request, flags.subscription);
  if (subscription?.chosen === "by default") {
    terminal.warn(`Sent with the key of subscription '${subscription.name}'; --subscription names another.`);
  }
  if (flags.json === true) return printJson(terminal, { ...describe(request, answer), trace });
  printAnswer(terminal, request, answer);
  printTrace(terminal, trace);
}

async function siteTrace(request: TraceRequest, flags: TraceFlags, terminal: Terminal): Promise<void> {
  const cloud = await findRunningCloud(flags);
  const { answer, lines, site } = await traceSite(cloud, request);
  if (flags.json === true) return printJson(terminal, { ...describe(request, answer), log: lines });
  printAnswer(terminal, request, answer);
  terminal.print();
  terminal.print(`Traces are API Management's. Recent log lines of ${site}:`);
  for (const line of lines) terminal.print(formatLogLine(line, terminal));
}

function describe({ method, url }: TraceRequest, { status, headers, body }: TraceAnswer): object {
  return { request: { method, url: url.href }, response: { status, headers, body: body.toString("utf8") } };
}

function printJson(terminal: Terminal, document: unknown): void {
  terminal.print(JSON.stringify(document, null, 2));
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
