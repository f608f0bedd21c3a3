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
 * Runs policies in order until one responds or fails. Throws `StepFailure` for the innermost policy at fault. What is not
 * asynchronous is not waited for: a pipeline of plain policies is done when this returns.
 */
export function runSteps(steps: readonly Step[], context: GatewayContext, first = 0): StepResult | Promise<StepResult> {
  for (let index = first; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined) continue;
    const running = runStep(step, context);
    if (running instanceof Promise)
      return running.then(
        (result) => result ?? runSteps(steps, context, index + 1),
        (error: unknown) => {
          throw asFailure(step, error);
        },
      );
    if (running === "respond") return running;
  }
  return undefined;
}

function runStep(step: Step, context: GatewayContext): StepResult | Promise<StepResult> {
  try {
    const { requestBody, responseBody } = step.reads;
    if ((requestBody && context.request.body?.isStream) || (responseBody && context.response?.body?.isStream))
      return bufferBodies(step, context).then(() => step.run(context));
    return step.run(context);
  } catch (error) {
    throw asFailure(step, error);
  }
}

async function bufferBodies({ reads }: Step, { request, response }: GatewayContext): Promise<void> {
  if (reads.requestBody && request.body?.isStream) await request.body.buffer();
  if (reads.responseBody && response?.body?.isStream) await response.body.buffer();
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
