import { describe, expect, test } from "vitest";
import { checkKey, type KeyVerdict } from "./check-key.ts";
import type { AuthLevel, FunctionAppKeys } from "./protocol.ts";

const keys: FunctionAppKeys = {
  masterKey: "master",
  functionKeys: { default: "host", second: "host-2" },
  systemKeys: { durable_extension: "system" },
  functions: { Orders: { default: "orders" }, other: { default: "other" } },
};

describe("a key", () => {
  test.each<[AuthLevel, string | undefined, KeyVerdict["verdict"], KeyVerdict["level"]]>([
    ["anonymous", undefined, "allowed", "anonymous"],
    ["anonymous", "wrong", "allowed", "anonymous"],
    ["anonymous", "master", "allowed", "admin"],
    ["function", undefined, "refused", "anonymous"],
    ["function", "", "refused", "anonymous"],
    ["function", "wrong", "refused", "anonymous"],
    ["function", "HOST", "refused", "anonymous"],
    ["function", "hos", "refused", "anonymous"],
    ["function", "other", "refused", "anonymous"],
    ["function", "system", "refused", "system"],
    ["function", "host", "allowed", "function"],
    ["function", "host-2", "allowed", "function"],
    ["function", "orders", "allowed", "function"],
    ["function", "master", "allowed", "admin"],
    ["admin", undefined, "refused", "anonymous"],
    ["admin", "host", "refused", "function"],
    ["admin", "orders", "refused", "function"],
    ["admin", "system", "refused", "system"],
    ["admin", "master", "allowed", "admin"],
  ])("at authLevel %s: %s is %s as %s", (authLevel, key, verdict, level) => {
    expect(checkKey({ authLevel, functionName: "orders", key, keys })).toEqual({ verdict, level });
  });

  test.each(["function", "admin"] as const)("never fits at authLevel %s when there are none", (authLevel) => {
    const none = { masterKey: undefined, functionKeys: {}, systemKeys: {}, functions: {} };
    for (const key of [undefined, "", "undefined"]) {
      expect(checkKey({ authLevel, functionName: "orders", key, keys: none }).verdict).toBe("refused");
    }
  });

  test("that is stored empty opens nothing", () => {
    const empty = { masterKey: "", functionKeys: { default: "" }, systemKeys: {}, functions: {} };
    expect(checkKey({ authLevel: "function", functionName: "orders", key: "", keys: empty }).verdict).toBe("refused");
  });
});
