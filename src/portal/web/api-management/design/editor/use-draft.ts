import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { PolicyProblem } from "../../../../../control/contract/policies.ts";
import { checkPolicy, PolicyChanged, type PolicyDocument, readPolicy, savePolicy } from "./policy-document.ts";

/** The document is checked when nobody has typed for this long. */
const PAUSE_MS = 300;

export type SaveState =
  | { readonly kind: "none" | "saving" | "saved" | "loaded" }
  /** Somebody else saved the document after it was read. */
  | { readonly kind: "changed" }
  | { readonly kind: "hasErrors"; readonly count: number }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Draft {
  readonly text: string;
  /** Counts how often the text was replaced by another than was written. */
  readonly replacement: number;
  readonly isNew: boolean;
  readonly isChanged: boolean;
  /** Of this very text; undefined until it is checked. */
  readonly problems: readonly PolicyProblem[] | undefined;
  /** Why it couldn't be checked. */
  readonly checkError: unknown;
  readonly state: SaveState;
  edit(text: string): void;
  /** Saves unless the document has errors; `overwrite` whatever somebody else saved. */
  save(overwrite?: "overwrite"): Promise<void>;
  /** Takes the document of the service in place of what was written. */
  load(): Promise<void>;
  discard(): void;
}

interface Checked {
  readonly text: string;
  readonly problems: readonly PolicyProblem[];
}

/** A document while it is written, and what is known of it. */
export function useDraft(policyId: string, loaded: PolicyDocument): Draft {
  const queries = useQueryClient();
  const [base, setBase] = useState(loaded);
  const [text, setText] = useState(loaded.text);
  const [replacement, setReplacement] = useState(0);
  const [checked, setChecked] = useState<Checked>();
  const [checkError, setCheckError] = useState<unknown>();
  const [state, setState] = useState<SaveState>({ kind: "none" });
  const isSaving = useRef(false);

  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      checkPolicy(policyId, text, abort.signal).then(
        (problems) => {
          setChecked({ text, problems });
          setCheckError(undefined);
        },
        (error: unknown) => !abort.signal.aborted && setCheckError(error),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [policyId, text]);

  async function store(overwrite: "overwrite" | undefined): Promise<SaveState> {
    try {
      const problems = await checkPolicy(policyId, text);
      setChecked({ text, problems });
      const count = problems.filter(({ severity }) => severity === "error").length;
      if (count > 0) return { kind: "hasErrors", count };
      const etag = await savePolicy(policyId, text, overwrite === undefined ? base : "any");
      setBase({ text, etag });
      queries.setQueryData(["apim", "policy", policyId.toLowerCase()], { text, etag });
      await queries.invalidateQueries({ queryKey: ["gatehouse", "policies", "effective"] });
      return { kind: "saved" };
    } catch (error) {
      return error instanceof PolicyChanged ? { kind: "changed" } : { kind: "failed", error };
    }
  }

  function replace(other: string): void {
    setText(other);
    setReplacement((before) => before + 1);
  }

  return {
    text,
    replacement,
    isNew: base.etag === undefined,
    isChanged: text !== base.text,
    problems: checked?.text === text ? checked.problems : undefined,
    checkError,
    state,
    edit(written) {
      setText(written);
      setState((before) => (before.kind === "changed" ? before : { kind: "none" }));
    },
    async save(overwrite) {
      // Ctrl+S is pressed faster than a save is done.
      if (isSaving.current) return;
      isSaving.current = true;
      setState({ kind: "saving" });
      setState(await store(overwrite));
      isSaving.current = false;
    },
    async load() {
      try {
        const theirs = await readPolicy(policyId);
        queries.setQueryData(["apim", "policy", policyId.toLowerCase()], theirs);
        setBase(theirs);
        replace(theirs.text);
        setState({ kind: "loaded" });
      } catch (error) {
        setState({ kind: "failed", error });
      }
    },
    discard() {
      replace(base.text);
      setState({ kind: "none" });
    },
  };
}
