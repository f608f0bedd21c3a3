import type { PolicyDocumentFault } from "../management/ports.ts";

/** Something wrong with a policy document, found while it is saved. */
export type PolicyFault = PolicyDocumentFault;
