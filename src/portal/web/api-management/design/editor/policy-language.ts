import { languages } from "monaco-editor/editor";

/** The language of policy documents: XML, in which values can be expressions in C#. */
export const POLICY_LANGUAGE = "policy";

const keywords =
  "as bool byte case catch char const decimal default do double else false float for foreach if in int is long new null object out params return short string switch throw true try uint ulong var void while".split(
    " ",
  );

const language: languages.IMonarchLanguage = {
  defaultToken: "",
  tokenPostfix: ".policy",
  keywords,
  tokenizer: {
    root: [
      [/<!--/, { token: "comment", next: "@comment" }],
      [/(<\/)([\w.:-]+)(\s*)(>)/, ["delimiter", "tag", "", "delimiter"]],
      [/(<)([\w.:-]+)/, ["delimiter", { token: "tag", next: "@tag" }]],
      { include: "@values" },
      [/&[\w#]+;/, "string.escape"],
      [/[^<&@{]+/, ""],
      [/[<&@{]/, ""],
    ],
    comment: [
      [/-->/, { token: "comment", next: "@pop" }],
      [/[^-]+/, "comment"],
      [/-/, "comment"],
    ],
    tag: [
      [/\/?>/, { token: "delimiter", next: "@pop" }],
      [/[\w.:-]+/, "attribute.name"],
      [/"/, { token: "attribute.value", next: "@doubleQuoted" }],
      [/'/, { token: "attribute.value", next: "@singleQuoted" }],
      [/[\s=]+/, ""],
      // Another element begins before this one is done.
      [/(?=<)/, { token: "", next: "@pop" }],
    ],
    doubleQuoted: [
      { include: "@values" },
      [/"/, { token: "attribute.value", next: "@pop" }],
      [/[^"@{]+|[@{]/, "attribute.value"],
    ],
    singleQuoted: [
      { include: "@values" },
      [/'/, { token: "attribute.value", next: "@pop" }],
      [/[^'@{]+|[@{]/, "attribute.value"],
    ],
    values: [
      [/@[({]/, { token: "delimiter.expression", next: "@expression" }],
      [/\{\{[\w.-]+\}\}/, "named-value"],
    ],
    // One level for each bracket: the one that ends the expression is the one that it began with.
    expression: [
      [/\/\/.*$/, "comment"],
      [/\/\*/, { token: "comment", next: "@block" }],
      [/@"(?:[^"]|"")*"|\$?"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/, "string"],
      [/[([{]/, { token: "delimiter.expression", next: "@expression" }],
      [/[)\]}]/, { token: "delimiter.expression", next: "@pop" }],
      [/\bcontext\b/, "variable.predefined"],
      [/[A-Za-z_]\w*/, { cases: { "@keywords": "keyword", "@default": "identifier" } }],
      [/\d[\d.]*\w?/, "number"],
    ],
    block: [
      [/\*\//, { token: "comment", next: "@pop" }],
      [/[^*]+|\*/, "comment"],
    ],
  },
};

const configuration: languages.LanguageConfiguration = {
  comments: { blockComment: ["<!--", "-->"] },
  brackets: [
    ["(", ")"],
    ["[", "]"],
    ["{", "}"],
  ],
  autoClosingPairs: [
    { open: "(", close: ")" },
    { open: "[", close: "]" },
    { open: "{", close: "}" },
    { open: '"', close: '"' },
  ],
  surroundingPairs: [
    { open: "(", close: ")" },
    { open: '"', close: '"' },
  ],
  // Names of elements and attributes are words with dashes in them.
  wordPattern: /[\w.-]+(?<![.-])|\w+/,
  onEnterRules: [
    {
      beforeText: /<([\w.:-]+)(?:[^>/]|\/(?!>))*>\s*$/,
      afterText: /^\s*<\//,
      action: { indentAction: languages.IndentAction.IndentOutdent },
    },
    { beforeText: /<([\w.:-]+)(?:[^>/]|\/(?!>))*>\s*$/, action: { indentAction: languages.IndentAction.Indent } },
  ],
};

/** Makes the language known to the editor. */
export function registerPolicyLanguage(): void {
  languages.register({ id: POLICY_LANGUAGE });
  languages.setMonarchTokensProvider(POLICY_LANGUAGE, language);
  languages.setLanguageConfiguration(POLICY_LANGUAGE, configuration);
}
