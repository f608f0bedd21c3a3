import { describe, expect, test } from "vitest";
import { compileExpression } from "./compile.ts";
import { contextMembers } from "./context-members.ts";

const members = contextMembers();

describe("the members that expressions can use", () => {
  test.each([
    ["context", "Request", "IRequest Request { get; }"],
    ["context", "Trace", "void Trace(string message)"],
    ["context.Request.Url", "Host", "string Host { get; }"],
    ["context.Request.Body", "As", "T As<T>(bool preserveContent = false)"],
    ["context.Request.Headers", "this[]", "string[] this[string key] { get; }"],
    ["context.Request.Headers", "TryGetValue", "bool TryGetValue(string key, out string[] value)"],
    ["context.Request.MatchedParameters", "GetValueOrDefault", "string GetValueOrDefault(string name)"],
    ["context.Variables", "GetValueOrDefault", "T GetValueOrDefault<T>(string variableName, T defaultValue)"],
    ["IGroup", "Name", "string Name { get; }"],
    ["string", "AsJwt", "Jwt AsJwt()"],
    ["Jwt.Claims", "ContainsKey", "bool ContainsKey(string key)"],
  ])("of %s have %s", (owner, name, signature) => {
    expect(members).toContainEqual({ owner, name, signature });
  });

  test("are none that belong to another dictionary", () => {
    const found = members.filter(
      ({ owner, name }) => owner === "context.Request.Headers" && name === "GetValueOrDefault",
    );
    expect(found.map(({ signature }) => signature)).toEqual([
      "string GetValueOrDefault(string name)",
      "string GetValueOrDefault(string name, string defaultValue)",
    ]);
  });

  test("that context doesn't lead to by properties alone are told by their types", () => {
    const owners = new Set(members.map(({ owner }) => owner).filter((owner) => !/^context\b/.test(owner)));
    expect([...owners]).toEqual([
      "IGroup",
      "IUserIdentity",
      "Jwt",
      "Jwt.Claims",
      "BasicAuthCredentials",
      "string",
      "byte[]",
    ]);
  });

  test("are each told once", () => {
    const told = members.map(({ owner, signature }) => `${owner} ${signature}`);
    expect(told).toEqual([...new Set(told)]);
  });

  test("compile", () => {
    const properties = members.filter(({ owner, signature }) => owner.startsWith("context") && signature.endsWith("}"));
    for (const { owner, name } of properties.filter((member) => member.name !== "this[]"))
      expect(() => compileExpression(`@(${owner}.${name})`), `${owner}.${name}`).not.toThrow();
  });
});
