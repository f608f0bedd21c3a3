import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText, scopeOf } from "../testing/evaluate-text.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-language-"));
const scope = scopeOf({ paths: { module: ".", root: ".", cwd: folder } });
const files = {
  "hello.txt": "Hello\n",
  "binary.dat": Buffer.from([0xff, 0x00, 0xfe]),
  "greeting.tftpl": `Hello, \${name}!\n%{ for item in items ~}\n- \${upper(item)}\n%{ endfor ~}\n`,
  "value.tftpl": `\${items}`,
  "inner.tftpl": `<\${name}>`,
  "outer.tftpl": `[\${templatefile("inner.tftpl", { name = name })}]`,
  "endless.tftpl": `x\${templatefile("endless.tftpl", {})}`,
  "broken.tftpl": "line one\n%{ if true }\n",
  "a.txt": "",
  ".dot": "",
  "sub/d.txt": "",
  "sub/deep/e.txt": "",
  ".hidden/f.txt": "",
};

beforeAll(() => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("filesystem functions", () => {
  test.each<[expression: string, result: unknown]>([
    ['abspath("x")', join(folder, "x")],
    ['basename("a/b/c.txt")', "c.txt"],
    ['basename("a/")', "a"],
    ['basename("")', "."],
    ['basename("/")', "/"],
    ['dirname("a/b/c.txt")', "a/b"],
    ['dirname("a/b/")', "a/b"],
    ['dirname("a//b")', "a"],
    ['dirname("./a")', "."],
    ['dirname("a")', "."],
    ['dirname("/")', "/"],
    ['file("hello.txt")', "Hello\n"],
    ['file("./sub/../hello.txt")', "Hello\n"],
    ['filebase64("binary.dat")', "/wD+"],
    ['filebase64sha256("hello.txt")', "ZqBFtFIQLFnYQOwJfVnZRn4To/NPZJTlOf/TLBuzXxg="],
    ['filemd5("hello.txt")', "09f7e02f1290be211da707a266f153b3"],
    ['filesha1("hello.txt")', "1d229271928d3f9e2bb0375bd6ce5db6c6d348d9"],
    ['filesha256("hello.txt") == sha256("Hello\\n")', true],
    ['filesha512("hello.txt") == sha512("Hello\\n")', true],
    ['filebase64sha512("hello.txt") == base64sha512("Hello\\n")', true],
    ['fileexists("hello.txt")', true],
    ['fileexists("nope.txt")', false],
    ['pathexpand("/x")', "/x"],
    ['fileset(".", "*.txt")', ["a.txt", "hello.txt"]],
    ['fileset(path.module, "**/*.txt")', [".hidden/f.txt", "a.txt", "hello.txt", "sub/d.txt", "sub/deep/e.txt"]],
    ['fileset("sub", "**")', ["d.txt", "deep/e.txt"]],
    ['fileset(".", "sub**")', []],
    ['fileset(".", "**.txt")', ["a.txt", "hello.txt"]],
    ['fileset(".", "**/deep/*")', ["sub/deep/e.txt"]],
    ['fileset(".", "{a,hello}.{txt,md}")', ["a.txt", "hello.txt"]],
    ['fileset(".", "?.txt")', ["a.txt"]],
    ['fileset(".", "[a-c].txt")', ["a.txt"]],
    ['fileset(".", "[^a-c].txt")', []],
    ['fileset(".", ".d*")', [".dot"]],
    ['fileset("nope", "*")', []],
    ['templatefile("greeting.tftpl", { name = "Ada", items = ["x", "y"] })', "Hello, Ada!\n- X\n- Y\n"],
    ['templatefile("value.tftpl", { items = [1, 2] })', [1, 2]],
    ['templatefile("outer.tftpl", { name = "n" })', "[<n>]"],
    ['issensitive(templatefile("inner.tftpl", { name = sensitive("n") }))', true],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression, scope)).toEqual(result);
  });

  test.each([
    ['file("nope.txt")', 'no file exists at "nope.txt"'],
    ['file("sub")', "is a directory"],
    ['file("binary.dat")', "is not valid UTF-8"],
    ['fileexists("sub")', '"sub" is a directory, not a file'],
    ['fileset(".", "{a")', "syntax error in pattern"],
    ['templatefile("inner.tftpl", {})', 'vars map does not contain key "name"'],
    ['templatefile("inner.tftpl", { "1x" = 1 })', 'invalid template variable name "1x"'],
    ['templatefile("endless.tftpl", {})', "render each other too deep"],
    ['templatefile("broken.tftpl", {})', "the if directive at line 2 misses endif"],
  ])("%s is refused: %s", (expression, message) => {
    const evaluate = () => evaluateText(expression, scope);
    expect(evaluate).toThrow(TerraformError);
    expect(evaluate).toThrow(message);
  });

  test("an error in a template names the template and its line", () => {
    const evaluate = () => evaluateText('templatefile("greeting.tftpl", { name = "Ada", items = [[]] })', scope);
    expect(evaluate).toThrow(/^greeting\.tftpl:3: .*string required/);
  });

  test("templatestring renders a text that comes from elsewhere", () => {
    const locals = new Map([["template", `Hi \${name}`]]);
    expect(evaluateText('templatestring(local.template, { name = "Ada" })', scopeOf({ locals }))).toBe("Hi Ada");
  });
});
