import { expect } from "vitest";

/**
 * Expects a call to fail with the error class of Azure's SDKs. It is told by its name, as `isRestError` does it: SDKs come with
 * copies of the package that it is from. `code` is undefined for answers without a body, which those to HEAD are.
 */
export async function expectRestError(
  call: PromiseLike<unknown>,
  statusCode: number,
  code: string | undefined,
): Promise<void> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: Error & { readonly statusCode?: number; readonly code?: string }) => ({
      name: error.name,
      statusCode: error.statusCode,
      code: error.code,
      message: error.message,
    }),
  );
  const message = code === undefined ? "" : expect.stringMatching(/./);
  expect(outcome).toEqual({ name: "RestError", statusCode, code, message });
}
