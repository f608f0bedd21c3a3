import type { Service } from "../platform/index.ts";
import type { ControlOptions } from "./control-service.ts";

export { type Cases, createCases, type RunnableCase } from "./cases.ts";
export {
  type ControlLogLine,
  type ControlStatus,
  clockSchema,
  failureSchema,
  identityCacheSchema,
  logLineSchema,
  statusSchema,
  tokenSchema,
} from "./contract/answers.ts";
export type { CaseOutcome } from "./contract/overview.ts";
export type { EffectivePolicy, PolicyCatalogue, PolicyCheck } from "./contract/policies.ts";
export type { ControlOptions } from "./control-service.ts";
export { createProgress, type Progress } from "./progress.ts";
export { createSession, type Session } from "./session.ts";

/** `createControl` of `control-service.ts`; loaded when called, because who only reads answers needs none of it. */
export async function createControl(options: ControlOptions): Promise<Service> {
  const { createControl: create } = await import("./control-service.ts");
  return create(options);
}
