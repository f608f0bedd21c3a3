import type { FunctionCallback, FunctionMetadata, ProgrammingModel } from "./core-types.ts";
import { Disposable } from "./disposable.ts";
import { UnknownHookError, WorkerError } from "./worker-error.ts";

/** A function that the app has registered. */
export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
  /** The file that was being loaded. */
  readonly file: string;
}

const HOOKS = ["preInvocation", "postInvocation", "appStart", "appTerminate", "log"] as const;

/** Moments of an app at which its own code may run. */
export type HookName = (typeof HOOKS)[number];

const functions = new Map<string, RegisteredFunction>();
const hooks: Readonly<Record<HookName, FunctionCallback[]>> = {
  preInvocation: [],
  postInvocation: [],
  appStart: [],
  appTerminate: [],
  log: [],
};
let model: ProgrammingModel | undefined;
let phase: { readonly kind: "loading"; readonly file: string } | { readonly kind: "started" } = {
  kind: "loading",
  file: "",
};

/** Everything that the app of this process has registered; there is one app per process. */
export const registrations = {
  functions: (): readonly RegisteredFunction[] => [...functions.values()],
  hooks: (name: HookName): readonly FunctionCallback[] => hooks[name],
  programmingModel: (): ProgrammingModel | undefined => model,

  /** Registrations from now on come from this file. */
  loading(file: string): void {
    phase = { kind: "loading", file };
  },

  /** From now on no function can be added. */
  started(): void {
    phase = { kind: "started" };
  },

  setProgrammingModel(given: ProgrammingModel): void {
    if (typeof given?.getInvocationModel !== "function") {
      throw new WorkerError("A programming model needs getInvocationModel; this host works with @azure/functions 4.");
    }
    model = given;
  },

  registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    if (phase.kind === "started") throw new WorkerError("A function can only be registered while the app starts.");
    const id = metadata.functionId ?? metadata.name;
    const earlier = functions.get(id);
    if (earlier !== undefined) {
      throw new WorkerError(
        `The function "${id}" is registered twice, in ${earlier.file} and in ${phase.file}. A function's name has to be unique within the app.`,
      );
    }
    functions.set(id, { metadata, callback, file: phase.file });
    return new Disposable(() => {
      if (phase.kind === "started") throw new WorkerError("A function can only be removed while the app starts.");
      functions.delete(id);
    });
  },

  registerHook(name: string, callback: FunctionCallback): Disposable {
    const known = HOOKS.find((hook) => hook === name);
    if (known === undefined) throw new UnknownHookError(`There is no hook "${name}", only ${HOOKS.join(", ")}.`);
    const list = hooks[known];
    list.push(callback);
    return new Disposable(() => {
      const index = list.indexOf(callback);
      if (index >= 0) list.splice(index, 1);
    });
  },
};
