/** The editor, with what policy documents need of it and nothing else. Only `code-editor.tsx` imports this: it is large. */
import "monaco-editor/editor/contrib/suggest/browser/suggestController.js";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/folding/register";
import "monaco-editor/features/gotoError/register";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/snippet/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/wordOperations/register";
import { webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { editor } from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import { registerPolicyLanguage } from "./policy-language.ts";

export { editor, type IDisposable, KeyCode, KeyMod, languages, MarkerSeverity, Range, Uri } from "monaco-editor/editor";

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
registerPolicyLanguage();

/** Names of the editor's own themes; it takes colours, not tokens. Every one has a contrast of 4.5 to 1 or more to the ground. */
export const editorThemes = { light: "gatehouse-light", dark: "gatehouse-dark" } as const;

editor.defineTheme(editorThemes.light, {
  base: "vs",
  inherit: true,
  rules: [
    { token: "tag", foreground: "8a1c1c" },
    { token: "attribute.name", foreground: "9a3412" },
    { token: "attribute.value", foreground: "0f548c" },
    { token: "delimiter", foreground: "595959" },
    { token: "delimiter.expression", foreground: "7a1fa2", fontStyle: "bold" },
    { token: "named-value", foreground: "7a1fa2", fontStyle: "bold" },
    { token: "variable.predefined", foreground: "7a1fa2" },
    { token: "keyword", foreground: "0000c8" },
    { token: "string", foreground: "0b6a0b" },
    { token: "number", foreground: "0b6a0b" },
    { token: "comment", foreground: "4f6b4f", fontStyle: "italic" },
  ],
  colors: { "editor.background": webLightTheme.colorNeutralBackground1, "editorLineNumber.foreground": "#616161" },
});
editor.defineTheme(editorThemes.dark, {
  base: "vs-dark",
  inherit: true,
  rules: [
    { token: "tag", foreground: "7cb7f5" },
    { token: "attribute.name", foreground: "9cdcfe" },
    { token: "attribute.value", foreground: "e0a184" },
    { token: "delimiter", foreground: "b0b0b0" },
    { token: "delimiter.expression", foreground: "d9a6f2", fontStyle: "bold" },
    { token: "named-value", foreground: "d9a6f2", fontStyle: "bold" },
    { token: "variable.predefined", foreground: "d9a6f2" },
    { token: "keyword", foreground: "7cb7f5" },
    { token: "string", foreground: "9fd89f" },
    { token: "number", foreground: "b5cea8" },
    { token: "comment", foreground: "9bb59b", fontStyle: "italic" },
  ],
  colors: { "editor.background": webDarkTheme.colorNeutralBackground1, "editorLineNumber.foreground": "#adadad" },
});
