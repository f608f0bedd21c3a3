import { Button, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import type { PolicyScopeKind } from "../../../../../control/contract/policies.ts";
import { Failure, Loaded } from "../../../parts/loaded.tsx";
import type { Target } from "./code-editor.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { type PolicyDocument, usePolicy, usePolicyCatalogue } from "./policy-document.ts";
import { ProblemList } from "./problem-list.tsx";
import { SaveOutcome } from "./save-outcome.tsx";
import { useDraft } from "./use-draft.ts";

const CodeEditor = lazy(() => import("./code-editor.tsx"));

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", gap: "8px", minWidth: 0 },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px" },
  state: { color: tokens.colorNeutralForeground2 },
  hint: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

export interface PolicyEditorProps {
  /** Resource id of the policy; its scope need not have one yet. */
  readonly policyId: string;
  readonly scope: PolicyScopeKind;
  /** What the document is: `Policy of the operation Test`. */
  readonly label: string;
  /** False until it is known which subscription is up. */
  readonly isReady: boolean;
}

/** The editor of one scope's policy document. The address's `line` says where to begin. */
export function PolicyEditor({ policyId, isReady, ...rest }: PolicyEditorProps) {
  const policy = usePolicy(policyId, isReady);
  return (
    <Loaded query={policy} what="the document">
      {(loaded) => <Document key={policyId} policyId={policyId} loaded={loaded} {...rest} />}
    </Loaded>
  );
}

interface DocumentProps extends Omit<PolicyEditorProps, "isReady"> {
  readonly loaded: PolicyDocument;
}

function Document({ policyId, scope, label, loaded }: DocumentProps) {
  const styles = useStyles();
  const draft = useDraft(policyId, loaded);
  const catalogue = usePolicyCatalogue();
  const [target, setTarget] = useTarget();
  const { isNew, isChanged, state, problems, checkError } = draft;
  return (
    <div className={styles.parts}>
      <div className={styles.head}>
        <Button
          appearance="primary"
          disabledFocusable={state.kind === "saving" || !(isChanged || isNew)}
          onClick={() => void draft.save()}
        >
          {isNew ? "Create the policy" : "Save"}
        </Button>
        <Button disabledFocusable={!isChanged || state.kind === "saving"} onClick={draft.discard}>
          Discard changes
        </Button>
        <span className={styles.state}>
          {isNew && "This scope has no policy yet. Nothing runs for it until one is created. "}
          {isChanged && "Changed, not saved."}
        </span>
      </div>
      <SaveOutcome draft={draft} />
      <Suspense fallback={<Spinner label="Loading the editor" />}>
        <CodeEditor
          label={label}
          document={draft.text}
          replacement={draft.replacement}
          scope={scope}
          problems={problems ?? []}
          catalogue={catalogue.data}
          target={target}
          onChange={draft.edit}
          onSave={() => void draft.save()}
        />
      </Suspense>
      <p className={styles.hint}>Tab leaves the editor. Ctrl+Space suggests, Ctrl+S saves.</p>
      {checkError === undefined ? <ProblemList problems={problems} onGo={setTarget} /> : <Failure error={checkError} />}
      <LeaveDialog isChanged={isChanged} />
    </div>
  );
}

/** Where the caret is to go: the line of the address, whenever it is gone to, and what is set. */
function useTarget() {
  const [query] = useSearchParams();
  const { key } = useLocation();
  const line = Number(query.get("line"));
  const [target, setTarget] = useState<Target>();
  useEffect(() => {
    if (Number.isInteger(line) && line > 0) setTarget({ line, column: 1, visit: key });
  }, [line, key]);
  const go = ({ line, column }: Target) => setTarget({ line, column });
  return [target, go] as const;
}
