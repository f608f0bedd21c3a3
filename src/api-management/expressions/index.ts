/** The C# policy expression engine of API Management: "API Management policy expressions". */

export { type CompiledExpression, compileExpression, type ExpectedResult } from "./compile.ts";
export { type CompileErrorCode, ExpressionCompileError } from "./compile-error.ts";
export { type ContextMember, contextMembers } from "./context-members.ts";
export { DotNetError } from "./dotnet-error.ts";
export type * from "./policy-context.ts";
export { createJwt, createResponse, toBoolean, toText, typeName } from "./results.ts";
export { findExpressionEnd } from "./scan.ts";
