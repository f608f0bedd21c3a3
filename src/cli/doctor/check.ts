/** What a check of the machine found. */
export interface Finding {
  /** `note`: worth knowing, nothing wrong. */
  readonly verdict: "right" | "wrong" | "note";
  /** A sentence. */
  readonly about: string;
  /** What to do, as a sentence; where something is wrong. */
  readonly advice?: string;
}

export type Check = () => Finding | Promise<Finding>;
