import type { ProgressStep } from "./contract/overview.ts";

/** How far the system is on its way up, for who looks from outside the terminal. */
export interface Progress {
  /** Begins a step; the one before it is done. */
  report(text: string): void;
  /** The last step is done. */
  done(): void;
  /** The last step failed. */
  failed(reason: string): void;
  steps(): readonly ProgressStep[];
}

/** The newest steps are kept: a large system has a step for each of its resources. */
const MAX_STEPS = 500;

export function createProgress(): Progress {
  const steps: ProgressStep[] = [];
  const end = (state: ProgressStep["state"]): void => {
    const last = steps.at(-1);
    if (last?.state === "running") steps[steps.length - 1] = { ...last, state };
  };
  return {
    report(text) {
      end("done");
      steps.push({ text, state: "running" });
      if (steps.length > MAX_STEPS) steps.shift();
    },
    done: () => end("done"),
    failed(reason) {
      end("failed");
      steps.push({ text: reason, state: "failed" });
    },
    steps: () => [...steps],
  };
}
