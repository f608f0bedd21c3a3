import { expect } from "vitest";

/**
 * Expects a call to fail with the error class of Azure's SDKs. It is told by its name, as `isRestError` does it: SDKs come with
 * copies of the package that it is from.
 */
export async function expectRestError(call: Promise<unknown>, statusCode: number, code: string): Promise<void> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: Error & { readonly statusCode?: number; readonly code?: string }) => ({
      name: error.name,
      statusCode: error.statusCode,
      code: error.code,
      message: error.message,
    }),
  );
  expect(outcome).toEqual({ name: "RestError", statusCode, code, message: expect.stringMatching(/./) });
}
