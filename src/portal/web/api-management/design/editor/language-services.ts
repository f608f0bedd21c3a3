import type { PolicyCatalogue, PolicyScopeKind } from "../../../../../control/contract/policies.ts";
import { type editor, type IDisposable, languages, Range } from "./monaco.ts";
import { placeInDocument } from "./place-in-document.ts";
import { POLICY_LANGUAGE } from "./policy-language.ts";
import { explanationAt, type Suggestion, suggestionsAt } from "./suggestions.ts";

const kinds: Readonly<Record<Suggestion["kind"], languages.CompletionItemKind>> = {
  element: languages.CompletionItemKind.Struct,
  attribute: languages.CompletionItemKind.Property,
  value: languages.CompletionItemKind.Value,
  member: languages.CompletionItemKind.Method,
};

/** Completion and explanations in one document, from the catalogue. */
export function provideLanguage(
  model: editor.ITextModel,
  catalogue: PolicyCatalogue,
  scope: PolicyScopeKind,
): IDisposable {
  const placeAt = (offset: number) => placeInDocument(model.getValue(), offset);

  const completion = languages.registerCompletionItemProvider(POLICY_LANGUAGE, {
    triggerCharacters: ["<", " ", '"', ".", "/"],
    provideCompletionItems(asked, position, { triggerCharacter }) {
      if (asked !== model) return undefined;
      const place = placeAt(model.getOffsetAt(position));
      // A space or a slash in a text, a value or an expression asks for nothing.
      const isTyping = triggerCharacter === " " || triggerCharacter === "/";
      if (isTyping && place.kind !== "attribute" && place.kind !== "closing") return undefined;
      const start = position.column - written(model.getLineContent(position.lineNumber), position.column, place.kind);
      const range = new Range(position.lineNumber, start, position.lineNumber, position.column);
      return {
        suggestions: suggestionsAt(place, catalogue, scope).map((suggestion, index) => ({
          label: suggestion.name,
          kind: kinds[suggestion.kind],
          detail: suggestion.detail,
          ...(suggestion.explanation === undefined ? {} : { documentation: suggestion.explanation }),
          insertText: suggestion.snippet,
          insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
          filterText: suggestion.name,
          sortText: String(index).padStart(4, "0"),
          range,
        })),
      };
    },
  });

  const hover = languages.registerHoverProvider(POLICY_LANGUAGE, {
    provideHover(asked, position) {
      const word = asked === model ? model.getWordAtPosition(position) : null;
      if (word === null) return undefined;
      const end = memberEnd(model.getLineContent(position.lineNumber), position.column, word.endColumn);
      const place = placeAt(model.getOffsetAt({ lineNumber: position.lineNumber, column: end }));
      const explanation = explanationAt(place, catalogue, scope);
      if (explanation === undefined) return undefined;
      const { title, text, url } = explanation;
      const signature = place.kind === "expression" ? `\`\`\`\n${text}\n\`\`\`` : text;
      const contents = [`**${title}**`, signature, ...(url === undefined ? [] : [`[Reference](${url})`])];
      return { contents: contents.map((value) => ({ value })) };
    },
  });

  return {
    dispose() {
      completion.dispose();
      hover.dispose();
    },
  };
}

/** How many characters before the caret are the beginning of the name that is completed. */
function written(line: string, column: number, kind: string): number {
  const pattern = kind === "expression" ? /\w*$/ : /[\w.:-]*$/;
  return pattern.exec(line.slice(0, column - 1))?.[0].length ?? 0;
}

/** Words have dots in them, for elements' sake; of `context.Request` the name that is pointed at ends before the next dot. */
function memberEnd(line: string, column: number, wordEnd: number): number {
  const rest = line.slice(column - 1, wordEnd - 1);
  const dot = rest.indexOf(".");
  return dot === -1 ? wordEnd : column + dot;
}
