/** The C# policy expression engine of API Management: "API Management policy expressions". */
export { type CompileErrorCode, ExpressionCompileError } from "./compile-error.ts";
export { type CompiledExpression, compileExpression, type ExpectedResult } from "./compile.ts";
export { DotNetError } from "./dotnet-error.ts";
export type * from "./policy-context.ts";
export { findExpressionEnd } from "./scan.ts";
import { DotNetError } from "./dotnet-error.ts";
import type { ResponseMessage } from "./policy-context.ts";

const notYet = (): never => {
  throw new DotNetError("System.NotSupportedException", "not built yet");
};
export const toText = (_value: unknown): string | null => notYet();
export const toBoolean = (_value: unknown): boolean => notYet();
export const typeName = (_value: unknown): string => notYet();
export const createJwt = (_token: string): unknown => notYet();
export const createResponse = (_message: ResponseMessage): unknown => notYet();
