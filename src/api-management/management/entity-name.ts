import { validationError } from "./management-error.ts";

/**
 * Throws unless `name` has 1 to `longest` characters and none of `*#&+:<>?` (API Management REST: the pattern of apiId,
 * productId, sid and most other names). `target` is what Azure calls the name.
 */
export function checkEntityName(target: string, name: string, longest = 256): void {
  if (/^[^*#&+:<>?]+$/.test(name) && name.length <= longest) return;
  throw validationError({ target, message: `'${name}' must have 1 to ${longest} characters and none of *#&+:<>?.` });
}
