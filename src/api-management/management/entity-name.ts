import { validationError } from "./management-error.ts";

/**
 * Throws unless `name` has 1 to 256 characters and none of `*#&+:<>?` (API Management REST: the pattern of apiId, productId
 * and sid). `target` is what Azure calls the name.
 */
export function checkEntityName(target: "apiId" | "productId" | "sid", name: string): void {
  if (/^[^*#&+:<>?]{1,256}$/.test(name)) return;
  throw validationError({ target, message: `'${name}' must have 1 to 256 characters and none of *#&+:<>?.` });
}
