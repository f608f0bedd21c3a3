import { describe, expect, test } from "vitest";
import { evaluate } from "../evaluate.ts";
import { scopeOf } from "../testing/evaluate-text.ts";
import { parseFile } from "./parse-body.ts";

describe("an expression over several lines", () => {
  // The results are those of Terraform 1.11.
  test.each<[behaviour: string, source: string, result: unknown]>([
    [
      "keeps the text of a heredoc as it is",
      "<<EOT\nline 1\n  line 2\n\nline 3\nEOT\n",
      "line 1\n  line 2\n\nline 3\n",
    ],
    ["takes an empty heredoc", "<<EOT\nEOT\n", ""],
    ["does not know backslashes in a heredoc", '<<EOT\na\\nb \\" "quoted" \\\\\nEOT\n', 'a\\nb \\" "quoted" \\\\\n'],
    ["ends at an indented marker", "<<EOT\n    text\n    EOT\n", "    text\n"],
    ["does not end at a line that only starts with the marker", "<<EOT\nEOTX\n EOT2\nEOT\n", "EOTX\n EOT2\n"],
    ["interpolates", `<<EOT\na \${1 + 1} b\n\${upper("x")}\nEOT\n`, "a 2 b\nX\n"],
    [
      "knows escaped sequences",
      `<<EOT\n$\${a} %%{b} $ % 100%% $$\n$$\${x}\nEOT\n`,
      `\${a} %{b} $ % 100%% $$\n$\${x}\n`,
    ],
    ["removes the common indentation of <<-", "<<-EOT\n    a\n      b\n    c\n    EOT\n", "a\n  b\nc\n"],
    ["lets blank lines be when it removes indentation", "<<-EOT\n    a\n\n  \n      b\n    EOT\n", "a\n\n  \n  b\n"],
    [
      "counts a line that starts with a sequence as not indented at all",
      `<<-EOT\n    a\n\${"x"}\n      b\n    EOT\n`,
      "    a\nx\n      b\n",
    ],
    ["removes indentation before a sequence", `<<-EOT\n    a\n      \${"x"} y\n    EOT\n`, "a\n  x y\n"],
    ["counts tabs as one", "<<-EOT\n\t\ta\n\t\t\tb\n\t\tEOT\n", "a\n\tb\n"],
    ["trims to the end of the line after ~}", `<<EOT\n\${"a" ~}\n   next\nEOT\n`, "a   next\n"],
    [`trims the line break before \${~`, `<<EOT\nline\n   \${~ "a"}\nEOT\n`, "line\na\n"],
    [
      "leaves no line for a directive with ~}",
      "<<EOT\n%{ if true ~}\n  yes\n%{ else ~}\n  no\n%{ endif ~}\nend\nEOT\n",
      "  yes\nend\n",
    ],
    [
      "keeps the lines of a directive without ~",
      "<<EOT\n%{ if true }\n  yes\n%{ endif }\nend\nEOT\n",
      "\n  yes\n\nend\n",
    ],
    ["repeats", `<<EOT\n%{ for k, v in { a = 1, b = 2 } ~}\n\${k} is \${v}\n%{ endfor ~}\nEOT\n`, "a is 1\nb is 2\n"],
    [
      "repeats with indentation removed",
      `<<-EOT\n    <all>\n    %{~ for x in ["a", "b"] ~}\n      <one>\${x}</one>\n    %{~ endfor ~}\n    </all>\n    EOT\n`,
      "    <all>\n      <one>a</one>\n      <one>b</one>\n    </all>\n",
    ],
    [
      "trims within <<-",
      `<<-EOT\n    \${"A" ~}\n      x\n   \n    %{ if true ~}\n      yes \${1}\n    %{ endif ~}\n    %{ for x in [1,2] }\n      it \${x}\n    %{ endfor }\n     end\n    EOT\n`,
      "A      x\n   \n      yes 1\n    \n  it 1\n\n  it 2\n\n end\n",
    ],
    ["nests a heredoc in a call", "upper(<<EOT\nabc\nEOT\n)\n", "ABC\n"],
    ["nests heredocs in a list", "[<<A\na\nA\n, <<-B\n  b\n  B\n]\n", ["a\n", "b\n"]],
    [
      "nests a text with braces in a sequence",
      `<<EOT\n\${ join(",", [for x in ["}", "{"] : "<\${x}>"]) }\nEOT\n`,
      "<}>,<{>\n",
    ],
    [
      "takes a policy document",
      `<<XML\n<policies>\n  <inbound>\n    <set-header name="A" exists-action="override">\n      <value>@("Bearer " + (string)context.Variables["t"])</value>\n    </set-header>\n    <x a="\${"v"}" b="@{ return 1; }" />\n  </inbound>\n</policies>\nXML\n`,
      '<policies>\n  <inbound>\n    <set-header name="A" exists-action="override">\n      <value>@("Bearer " + (string)context.Variables["t"])</value>\n    </set-header>\n    <x a="v" b="@{ return 1; }" />\n  </inbound>\n</policies>\n',
    ],
    ["takes CRLF as it is", "<<EOT\r\na\r\n  b\r\nEOT\r\n", "a\r\n  b\r\n"],
    ["removes indentation with CRLF", "<<-EOT\r\n  a\r\n\r\n    b\r\n  EOT\r\n", "a\r\n\r\n  b\r\n"],
    ["goes over lines within brackets", "[\n  1, # one\n  2, // two\n  /* three\n  */ 3\n]\n", [1, 2, 3]],
    ["goes over lines within parentheses", "(\n  1\n  + 2\n)\n", 3],
    [
      "takes an object over lines",
      '{\n  a = 1\n  b = 2, c = 3 # comment\n  # comment\n  "d" : [\n    4\n  ]\n}\n',
      { a: 1, b: 2, c: 3, d: [4] },
    ],
    ["takes for over lines", "{\n  for k, v in { a = 1 }\n  : k => v\n  if v == 1\n}\n", { a: 1 }],
    ["takes calls over lines", "max(\n  1,\n  2,\n)\n", 2],
    ["takes a conditional within parentheses over lines", "(\n  true\n  ? 1\n  : 2\n)\n", 1],
    ["takes objects in a list", "[{\n  a = 1\n}, {\n  b = 2\n}]\n", [{ a: 1 }, { b: 2 }]],
    ["takes an index over lines", "[1, 2][\n  1\n]\n", 2],
    ["takes path steps over lines within parentheses", "({ a = { b = 5 } }\n.a\n.b)\n", 5],
  ])("%s", (_behaviour, source, result) => {
    const expression = parseFile("test.tf", `a = ${source}b = 1\n`).attributes.get("a")?.expression;
    expect(expression && evaluate(expression, scopeOf())).toEqual(result);
  });
});
