import { describe, expect, test } from "vitest";
import { VERSION } from "../cloud/index.ts";
import { cli } from "./testing/fake-terminal.ts";

const commands = [
  ["up"],
  ["demo"],
  ["apply"],
  ["destroy"],
  ["run"],
  ["env"],
  ["status"],
  ["trace"],
  ["logs"],
  ["token"],
  ["identity"],
  ["identity", "cache"],
  ["identity", "flush"],
  ["clock"],
  ["doctor"],
  ["reset"],
  ["completion"],
];

describe("the command line", () => {
  test("prints its version", async () => {
    expect(await cli("--version")).toEqual({ code: 0, out: VERSION, err: "" });
  });

  test("lists its commands", async () => {
    const { code, out, err } = await cli("--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const [name] of commands) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  test.each(commands)("%s %s has help with a sentence and two examples", async (...names) => {
    const { code, out } = await cli(...names.filter((name) => name !== undefined), "--help");
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: gatehouse /);
    expect(out).toMatch(/\n\n[A-Z][\s\S]*?\.\n\n/);
    expect(out).toMatch(/\nExamples:\n.*gatehouse .*\n.*gatehouse /);
  });

  test.each([
    ["an unknown command", ["statsu"], "gatehouse: unknown command 'statsu' (Did you mean status?)"],
    ["an unknown option", ["status", "--jsn"], "gatehouse: unknown option '--jsn' (Did you mean --json?)"],
    [
      "an unknown command below another",
      ["identity", "flsh"],
      "gatehouse: unknown command 'flsh' (Did you mean flush?)",
    ],
    ["a name that every object has", ["constructor"], "gatehouse: unknown command 'constructor'"],
    [
      "a port that is none",
      ["status", "--port", "x"],
      /^gatehouse: option '--port <port>' argument 'x' is invalid\. expected a number/,
    ],
    [
      "a value that isn't offered",
      ["env", "--shell", "tcsh"],
      /^gatehouse: option '--shell <shell>' .* bash, powershell, dotenv\.$/,
    ],
    ["an argument that is missing", ["logs"], "gatehouse: missing required argument 'site'"],
  ])("refuses %s in one line", async (_, parameters, words) => {
    const { code, out, err } = await cli(...parameters);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    if (typeof words === "string") expect(err).toBe(words);
    else expect(err).toMatch(words);
    expect(err).not.toContain("\n");
  });
});

describe("completion", () => {
  test.each([
    [
      "bash",
      [
        "complete -o default -F _gatehouse gatehouse",
        '"/env --shell") COMPREPLY=($(compgen -W "bash powershell dotenv"',
      ],
    ],
    ["zsh", ["#compdef gatehouse", '"/env --shell") compadd -- bash powershell dotenv']],
    ["fish", ["function __gatehouse_command", "-l shell -r -f -a 'bash powershell dotenv'"]],
    [
      "powershell",
      ["Register-ArgumentCompleter -Native -CommandName gatehouse", "'/env --shell' = @(@{ Name = 'bash'"],
    ],
  ])("for %s knows every command", async (shell, parts) => {
    const { code, out, err } = await cli("completion", shell);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const part of parts) expect(out).toContain(part);
    for (const names of commands) expect(out).toContain(`/${names.join("/")}`);
  });
});
