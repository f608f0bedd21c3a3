import type { GatewayContext, Section } from "./context.ts";

/** What a policy does. `"respond"`: the response stands, go straight to the caller (return-response, mock-response). */
export type StepResult = "respond" | undefined;
export type Run = (context: GatewayContext) => StepResult | Promise<StepResult>;

/** One policy of a compiled document, ready to run. */
export interface Step {
  readonly policy: string;
  readonly section: Section;
  readonly scope: string;
  /** Where it stands in its section, counted from 1: `choose[1]\\when[2]\\set-header[1]`. */
  readonly path: string;
  /** The policy's `id` attribute; empty without one. */
  readonly id: string;
  /** Its expressions read these bodies, so they must be in memory before it runs. */
  readonly reads: { readonly requestBody: boolean; readonly responseBody: boolean };
  readonly run: Run;
}
