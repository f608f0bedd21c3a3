import { makeStyles, tokens, useUncontrolledFocus } from "@fluentui/react-components";
import { useEffect, useEffectEvent, useRef } from "react";
import type { PolicyCatalogue, PolicyProblem, PolicyScopeKind } from "../../../../../control/contract/policies.ts";
import { useTheme } from "../../../shell/theme.ts";
import { provideLanguage } from "./language-services.ts";
import { editor, editorThemes, KeyCode, KeyMod, MarkerSeverity } from "./monaco.ts";
import { POLICY_LANGUAGE } from "./policy-language.ts";

const useStyles = makeStyles({
  frame: {
    height: "440px",
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    ":focus-within": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

/** Where the caret is to go; another object goes there again. */
export interface Target {
  readonly line: number;
  readonly column: number;
  /** Of the address that asked for it: the same one gone to again is another wish. */
  readonly visit?: string;
}

export interface CodeEditorProps {
  /** What the document is, for those who hear it. */
  readonly label: string;
  /** The text to begin with. What is typed afterwards is the editor's own, which is ahead of what comes back of it. */
  readonly document: string;
  /** Counts how often `document` was put in place of what was typed. */
  readonly replacement: number;
  readonly scope: PolicyScopeKind;
  readonly problems: readonly PolicyProblem[];
  readonly catalogue: PolicyCatalogue | undefined;
  readonly target: Target | undefined;
  onChange(document: string): void;
  onSave(): void;
}

/** The text of a policy document, edited. What is undone is undone within one document. */
export default function CodeEditor(props: CodeEditorProps) {
  const { label, document, replacement, scope, problems, catalogue, target } = props;
  const styles = useStyles();
  const { isDark } = useTheme();
  // Fluent UI moves the focus on Tab by itself; here the editor says what Tab does.
  const uncontrolled = useUncontrolledFocus();
  const frame = useRef<HTMLDivElement>(null);
  const code = useRef<editor.IStandaloneCodeEditor>(null);
  const create = useEffectEvent((parent: HTMLElement) =>
    editor.create(parent, {
      model: editor.createModel(document, POLICY_LANGUAGE),
      ariaLabel: label,
      automaticLayout: true,
      // Its colours have too little contrast, and the language's own tokens tell brackets apart.
      bracketPairColorization: { enabled: false },
      fixedOverflowWidgets: true,
      fontSize: 13,
      minimap: { enabled: false },
      // The number of an empty last line is too pale otherwise.
      renderFinalNewline: "on",
      scrollBeyondLastLine: false,
      // Who goes through the page by keyboard isn't caught here (WCAG 2.1.2).
      tabFocusMode: true,
      tabSize: 2,
      theme: isDark ? editorThemes.dark : editorThemes.light,
      wordBasedSuggestions: "off",
      wordWrap: "on",
      "semanticHighlighting.enabled": false,
    }),
  );
  const changed = useEffectEvent((text: string) => props.onChange(text));
  const save = useEffectEvent(() => props.onSave());

  useEffect(() => {
    if (frame.current === null) return;
    const created = create(frame.current);
    const model = created.getModel();
    code.current = created;
    created.onDidChangeModelContent(() => changed(created.getValue()));
    created.addAction({
      id: "gatehouse.save",
      label: "Save",
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyS],
      run: () => save(),
    });
    return () => {
      code.current = null;
      created.dispose();
      model?.dispose();
    };
  }, []);

  const replace = useEffectEvent(() => {
    const model = code.current?.getModel();
    if (model && model.getValue() !== document) model.setValue(document);
  });
  useEffect(() => {
    if (replacement > 0) replace();
  }, [replacement]);
  useEffect(() => {
    editor.setTheme(isDark ? editorThemes.dark : editorThemes.light);
  }, [isDark]);
  useEffect(() => {
    const model = code.current?.getModel();
    if (model) editor.setModelMarkers(model, "gatehouse", problems.map(asMarker));
  }, [problems]);
  useEffect(() => {
    const model = code.current?.getModel();
    if (!model || catalogue === undefined) return;
    const language = provideLanguage(model, catalogue, scope);
    return () => language.dispose();
  }, [catalogue, scope]);
  useEffect(() => {
    if (target === undefined || code.current === null) return;
    const position = { lineNumber: target.line, column: target.column };
    code.current.setPosition(position);
    code.current.revealPositionInCenter(position);
    code.current.focus();
  }, [target]);

  return <div ref={frame} className={styles.frame} {...uncontrolled} />;
}

function asMarker({ severity, message, line, column, endLine, endColumn }: PolicyProblem): editor.IMarkerData {
  return {
    severity: severity === "error" ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message,
    startLineNumber: line,
    startColumn: column,
    endLineNumber: endLine,
    endColumn,
  };
}
