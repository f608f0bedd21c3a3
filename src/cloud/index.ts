export { clientEnvironment } from "./client-environment.ts";
export { type Operator, readOperator } from "./operator.ts";
export { type Cloud, type CloudOptions, SUBSCRIPTION_ID, startCloud, TENANT_ID, VERSION } from "./start-cloud.ts";
