import type { ApplyEvent } from "../terraform/index.ts";
import type { Terminal } from "./terminal.ts";

const VERBS = { create: "created", update: "updated", replace: "replaced", delete: "deleted" } as const;

/** Shows what an apply has done; what was as it should be goes without a line. */
export function showEvent(event: ApplyEvent, terminal: Terminal): void {
  if (event.kind === "read") terminal.progress(`Applying ${event.resources} resources`);
  else if (event.kind === "warning") terminal.warn(terminal.style("yellow", event.message));
  else if (event.kind === "done" && event.action !== "none") {
    terminal.progress(
      `  ${terminal.style("dim", `${event.address} ${VERBS[event.action]} in ${Math.round(event.milliseconds)} ms`)}`,
    );
  }
}

/** Shows what a provisioner's command prints, with the resource in front of each line as Terraform does. */
export function showProvisionerOutput(address: string, text: string, terminal: Terminal): void {
  for (const line of text.trimEnd().split("\n")) terminal.progress(`  ${terminal.style("dim", `${address}: ${line}`)}`);
}
