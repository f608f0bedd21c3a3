import { registerHooks } from "node:module";

/**
 * Makes `@azure/functions-core` resolve to this host's own module, for `import` as for `require`, from wherever in the app it is
 * asked for.
 */
export function supplyCoreModule(): void {
  // Beside this file, with its extension: .ts in the sources, .js in the build.
  const url = new URL(
    `./azure-functions-core${import.meta.url.slice(import.meta.url.lastIndexOf("."))}`,
    import.meta.url,
  ).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "@azure/functions-core" ? { url, shortCircuit: true } : next(specifier, context),
  });
}
