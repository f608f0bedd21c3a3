import { DotNetError } from "../expressions/index.ts";
import type { GatewayContext } from "./context.ts";
import { GatewayError } from "./gateway-error.ts";
import type { Step, StepResult } from "./step.ts";

/** A policy failed: which one, and how. */
export class StepFailure extends Error {
  readonly step: Step;
  readonly error: GatewayError;

  constructor(step: Step, error: GatewayError) {
    super(error.message);
    this.step = step;
    this.error = error;
  }
}

/**
 * Runs policies in order until one responds or fails. Throws `StepFailure` for the innermost policy at fault. Awaits only
 * what is asynchronous, so a pipeline of plain policies takes one turn.
 */
export async function runSteps(steps: readonly Step[], context: GatewayContext): Promise<StepResult> {
  for (const step of steps) {
    try {
      if (step.reads.requestBody && context.request.body?.isStream) await context.request.body.buffer();
      if (step.reads.responseBody && context.response?.body?.isStream) await context.response.body.buffer();
      const running = step.run(context);
      const result = running instanceof Promise ? await running : running;
      if (result === "respond") return result;
    } catch (error) {
      throw asFailure(step, error);
    }
  }
  return undefined;
}

function asFailure(step: Step, error: unknown): StepFailure {
  if (error instanceof StepFailure) return error;
  if (error instanceof GatewayError) return new StepFailure(step, error);
  if (error instanceof DotNetError) {
    // Reason and wording: "Error handling in API Management policies", predefined errors of built-in steps.
    return new StepFailure(
      step,
      GatewayError.internal("ExpressionValueEvaluationFailure", `Expression evaluation failed. ${error.message}`),
    );
  }
  throw error;
}
