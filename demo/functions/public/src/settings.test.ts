import { describe, expect, test } from "vitest";
import { readSettings, SettingsError } from "./settings.ts";

describe("app settings", () => {
  test("are read by name and trimmed", () => {
    expect(readSettings(["A", "B"], { A: "1", B: " 2 ", C: "3" })).toEqual({ A: "1", B: "2" });
  });

  test.each([
    ["is missing", {}, "ApimUrl is missing or empty"],
    ["is empty", { ApimUrl: " " }, "ApimUrl is missing or empty"],
    [
      "is a Key Vault reference that could not be resolved",
      { ApimUrl: "@Microsoft.KeyVault(VaultName=v;SecretName=s)" },
      "ApimUrl is a Key Vault reference without a value",
    ],
  ])("are refused by name when one %s", (_case, environment, reason) => {
    const read = () => readSettings(["ApimUrl"], environment);
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(reason);
  });

  test("are all named in one message, so that one look at the log is enough", () => {
    expect(() => readSettings(["A", "B"], {})).toThrow("but A is missing or empty; B is missing or empty");
  });
});
