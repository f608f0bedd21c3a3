import type { AppFunction } from "./compile-functions.ts";
import type { CoreInvocationContext, FunctionCallback, InvocationRequest, ProgrammingModel } from "./core-types.ts";
import { hookScope } from "./hook-data.ts";
import { registrations } from "./registrations.ts";
import { writeLog } from "./write-log.ts";

/**
 * Runs one invocation: arguments, hooks before, the handler, hooks after, response, in the order of Azure's worker
 * (azure-functions-nodejs-worker: InvocationHandler). Hooks may replace the inputs, the handler, the result and the error.
 *
 * @returns the programming model's response.
 * @throws whatever the handler or a hook throws, unless a hook takes the error away.
 */
export async function invokeFunction(
  model: ProgrammingModel,
  { name, registered }: AppFunction,
  request: InvocationRequest,
): Promise<unknown> {
  const hookData: Record<string, unknown> = {};
  let invocationContext: unknown;
  const logged = {
    functionName: name,
    invocationId: request.invocationId,
    hookData,
    context: () => invocationContext,
  };
  const core: CoreInvocationContext = {
    invocationId: request.invocationId,
    request,
    metadata: registered.metadata,
    log: (level, category, message) => writeLog(level, category, message, logged),
  };
  const invocation = await model.getInvocationModel(core);
  const { context, inputs } = await invocation.getArguments();
  invocationContext = context;

  const before = Object.assign(hookScope(hookData, { invocationContext: context }), {
    functionCallback: registered.callback,
    inputs,
  });
  await inState(core, "preInvocationHooks", () => runHooks("preInvocation", before));

  const after: { inputs: unknown[]; result: unknown; error: unknown } = Object.assign(
    hookScope(hookData, { invocationContext: context }),
    { inputs: before.inputs, result: null, error: null },
  );
  await inState(core, "invocation", async () => {
    try {
      after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? new Error(`The function threw ${String(error)}.`);
    }
  });
  await inState(core, "postInvocationHooks", () => runHooks("postInvocation", after));
  if (after.error !== null && after.error !== undefined) throw after.error;
  return invocation.getResponse(context, after.result);
}

/** Runs hooks one after the other; the first that throws ends the row. */
export async function runHooks(
  name: "preInvocation" | "postInvocation" | "appStart" | "appTerminate",
  context: object,
): Promise<void> {
  const hooks: readonly FunctionCallback[] = registrations.hooks(name);
  for (const hook of hooks) await hook(context);
}

async function inState(
  core: CoreInvocationContext,
  state: NonNullable<CoreInvocationContext["state"]>,
  work: () => Promise<void>,
): Promise<void> {
  core.state = state;
  try {
    await work();
  } finally {
    core.state = undefined;
  }
}
