import { FunctionAppStartError } from "../function-app-start-error.ts";
import type { AuthLevel, FunctionAppStartErrorCode, FunctionSummary } from "../protocol.ts";
import type { BindingInfo } from "./core-types.ts";
import type { RegisteredFunction } from "./registrations.ts";
import { parseRouteTemplate, type RouteTemplate, RouteTemplateError } from "./route-template.ts";

/** An HTTP function that can be invoked. */
export interface AppFunction {
  readonly name: string;
  readonly registered: RegisteredFunction;
  /** Name of the trigger among the bindings. */
  readonly triggerName: string;
  readonly template: RouteTemplate;
  readonly methods: readonly string[];
  readonly authLevel: AuthLevel;
  readonly isDisabled: boolean;
}

const AUTH_LEVELS: readonly AuthLevel[] = ["anonymous", "function", "admin"];

/**
 * Checks what the app registered and makes it ready to be routed to.
 *
 * @throws FunctionAppStartError with all that isn't supported, by function, file and name.
 */
export function compileFunctions(
  registered: readonly RegisteredFunction[],
  routePrefix: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly AppFunction[] {
  if (registered.length === 0) {
    throw new FunctionAppStartError(
      "NO_FUNCTIONS",
      "The app was loaded but registered no function. Register one with app.http(…) of @azure/functions 4, in a file that `main` of package.json names.",
    );
  }
  const refusals: FunctionAppStartError[] = [];
  const compiled: AppFunction[] = [];
  for (const one of registered) {
    try {
      compiled.push(compileFunction(one, routePrefix, environment));
    } catch (error) {
      if (!(error instanceof FunctionAppStartError)) throw error;
      refusals.push(error);
    }
  }
  const [first] = refusals;
  if (first === undefined) return compiled;
  throw new FunctionAppStartError(first.code, refusals.map(({ message }) => message).join("\n"));
}

/** What the parent is told of a function. */
export function summarize({
  name,
  registered,
  template,
  methods,
  authLevel,
  isDisabled,
}: AppFunction): FunctionSummary {
  const bindings = Object.entries(registered.metadata.bindings).map(([bindingName, binding]) => ({
    ...binding,
    name: bindingName,
  }));
  return { name, route: template.text, methods, authLevel, isDisabled, bindings };
}

function compileFunction(
  registered: RegisteredFunction,
  routePrefix: string,
  environment: Readonly<Record<string, string | undefined>>,
): AppFunction {
  const { name, bindings } = registered.metadata;
  const refuse = (code: FunctionAppStartErrorCode, reason: string): never => {
    throw new FunctionAppStartError(code, `The function "${name}" in ${registered.file} ${reason}`);
  };
  if (!/^[a-z][\w-]{0,127}$/i.test(name)) {
    refuse("INVALID_FUNCTION", "has a name that isn't a letter and at most 127 letters, digits, - or _. Rename it.");
  }
  const [triggerName, trigger] =
    Object.entries(bindings).find(([, { type }]) => /trigger$/i.test(type ?? "")) ??
    refuse("INVALID_FUNCTION", "has no trigger.");
  if (trigger.type?.toLowerCase() !== "httptrigger") {
    refuse(
      "UNSUPPORTED_TRIGGER",
      `has the trigger "${trigger.type}", which isn't supported: this host runs HTTP triggers only (app.http, app.get, app.post, …). Leave its file out of "main" of package.json to run the rest of the app.`,
    );
  }
  for (const [bindingName, binding] of Object.entries(bindings)) {
    if (binding === trigger || (binding.type?.toLowerCase() === "http" && binding.direction === "out")) continue;
    refuse(
      "UNSUPPORTED_BINDING",
      `has the ${binding.direction ?? ""} binding "${binding.type}" (${bindingName}), which isn't supported: only the HTTP trigger and the HTTP response are. Use the service's SDK in the handler instead.`,
    );
  }
  const setting = (key: string) => environment[`AzureWebJobs${key}${name}${key}Disabled`];
  return {
    name,
    registered,
    triggerName,
    template: compileRoute(trigger, name, routePrefix, refuse),
    methods: methodsOf(trigger),
    authLevel: authLevelOf(trigger, refuse),
    // A dot can't be in a variable's name on Linux, so there the setting has two underscores.
    isDisabled: /^(?:true|1)$/i.test(setting(".") ?? setting("__") ?? ""),
  };
}

function compileRoute(
  trigger: BindingInfo,
  name: string,
  prefix: string,
  refuse: (code: FunctionAppStartErrorCode, reason: string) => never,
): RouteTemplate {
  const own = typeof trigger.route === "string" && trigger.route !== "" ? trigger.route : name;
  const path = own.replace(/^\//, "");
  if (/^(?:admin|runtime)(?:\/|$)/i.test(path)) {
    refuse("UNSUPPORTED_ROUTE", `has the route "${own}", but admin and runtime belong to the host. Choose another.`);
  }
  try {
    return parseRouteTemplate([prefix, path].filter((part) => part !== "").join("/"));
  } catch (error) {
    if (error instanceof RouteTemplateError) return refuse("UNSUPPORTED_ROUTE", `isn't started. ${error.message}`);
    throw error;
  }
}

function methodsOf({ methods }: BindingInfo): readonly string[] {
  return Array.isArray(methods) ? methods.map((method) => String(method).toUpperCase()) : [];
}

function authLevelOf(
  { authLevel }: BindingInfo,
  refuse: (code: FunctionAppStartErrorCode, reason: string) => never,
): AuthLevel {
  // Without one, the host's own default applies; @azure/functions always sends one.
  const wanted = typeof authLevel === "string" ? authLevel.toLowerCase() : "function";
  return (
    AUTH_LEVELS.find((level) => level === wanted) ??
    refuse("UNSUPPORTED_AUTH_LEVEL", `has the authLevel "${wanted}"; it can be ${AUTH_LEVELS.join(", ")}.`)
  );
}
