export type { AppService, AppServiceOptions, SiteStatus } from "./app-service.ts";
export { createAppService } from "./create-app-service.ts";
export { DeploymentError, type DeploymentErrorCode } from "./deployment/deployment-error.ts";
export type {
  ForwardTarget,
  FunctionApp,
  FunctionAppStart,
  FunctionDescription,
  StartFunctionApp,
} from "./lifecycle/function-app.ts";
export type { FunctionAppKeys } from "./lifecycle/function-keys.ts";
export type { SiteLog, SiteLogLine } from "./lifecycle/site-log.ts";
export type { SiteLinks } from "./site-links.ts";
export { SiteNotRunning, type SiteNotRunningCode } from "./site-not-running.ts";
