import { clientEnvironment } from "../cloud/index.ts";
import type { RunningCloud } from "./running-cloud.ts";

/** The variables for programs that are to reach this cloud as its operator. */
export function environmentOf({ status, operator }: RunningCloud): Readonly<Record<string, string>> {
  return clientEnvironment({ edge: status, operator, stateFolder: status.stateFolder, inherited: process.env });
}
