import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { isGuid, writeWholeFile } from "../platform/index.ts";

/** Who creates everything: the first principal of the subscription, with a client secret. */
export interface Operator {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of its service principal. */
  readonly objectId: string;
}

const fileSchema = z.object({
  tenantId: z.string().refine(isGuid),
  subscriptionId: z.string().refine(isGuid),
  clientId: z.string().refine(isGuid),
  clientSecret: z.string().min(20),
  objectId: z.string().refine(isGuid),
});

/** The credentials kept in a state folder; undefined if there are none that can be read. */
export function readOperator(folder: string): Operator | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(operatorFile(folder), "utf8")));
  } catch {
    return undefined;
  }
}

/** Keeps the credentials in a state folder, readable by its owner only. */
export function writeOperator(folder: string, operator: Operator): void {
  writeWholeFile(operatorFile(folder), `${JSON.stringify(operator, null, 2)}\n`, 0o600);
}

function operatorFile(folder: string): string {
  return join(folder, "operator.json");
}
