/** What hooks of all scopes share: `appHookData`. */
const appHookData: Record<string, unknown> = {};

/** `hookData` of hooks outside of any invocation: on start, on termination, on what is logged meanwhile. */
export const appLevelHookData: Record<string, unknown> = {};

/**
 * Makes the context of a hook. `hookData`, `appHookData` and what is in `fixed` can be read but not replaced; the caller adds what
 * hooks may change.
 */
export function hookScope(hookData: Record<string, unknown>, fixed: Readonly<Record<string, unknown>> = {}): object {
  const context = {};
  for (const [name, value] of Object.entries({ hookData, appHookData, ...fixed })) {
    Object.defineProperty(context, name, { value, enumerable: true, writable: false });
  }
  return context;
}
