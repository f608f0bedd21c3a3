import type { StartFunctionApp } from "../app-service/index.ts";
export const startNodeFunctionApp: StartFunctionApp = async () => {
  throw new Error("soon");
};
