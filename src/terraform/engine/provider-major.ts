import type { Configuration } from "../language/index.ts";

/**
 * The one major version that `required_providers` of the root module allows for a provider: 4 for `~> 4.42` or `3` for
 * `3.30.0`. Undefined when there is no such entry, or one that allows several.
 */
export function providerMajor(configuration: Configuration, provider: string): number | undefined {
  const version = configuration.root.requiredProviders.get(provider)?.version ?? "";
  const majors = version.split(",").flatMap((term) => {
    const match = /^\s*(=|~>)?\s*(\d+)(\.\d+)?/.exec(term);
    // `~> 4` alone allows 5 too.
    if (match === null || (match[1] === "~>" && match[3] === undefined)) return [];
    return [Number(match[2])];
  });
  return majors[0];
}
