import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { type Edit, startDemo } from "./support/demo-cloud.ts";

const CASES = [
  "untrusted → /api/simple",
  "trusted   → /api/simple",
  "untrusted → /api/group",
  "trusted   → /api/group",
  "API Management → untrusted API",
];
const [UNTRUSTED_SIMPLE, TRUSTED_SIMPLE, UNTRUSTED_GROUP, TRUSTED_GROUP, UNTRUSTED_API] = CASES;

describe("the demo", () => {
  test("gives in all five cases what it promises, and the same again when nothing has changed", async () => {
    await using demo = await startDemo();
    for (let round = 0; round < 2; round += 1) {
      const results = await demo.runCases();
      expect(results.filter(({ passed }) => !passed)).toEqual([]);
      expect(results.map(({ name }) => name)).toEqual(CASES);
    }
  });

  /** What one change of the Terraform breaks: exactly these cases and no others. */
  test.each<[string, readonly Edit[], readonly (string | undefined)[]]>([
    [
      "the trusted client id is not in the simple policy",
      [
        {
          file: "api_trusted_simple.tf",
          from: "azurerm_user_assigned_identity.public_trusted.client_id",
          to: "azurerm_user_assigned_identity.private.client_id",
        },
      ],
      [TRUSTED_SIMPLE],
    ],
    [
      "the audience is not in the group policy",
      [
        { file: "api_trusted_group.tf", from: /<audience>\$\{local\.apim_app_uri\}<\/audience>/, to: "" },
        {
          file: "api_trusted_group.tf",
          from: /<audience>\$\{azuread_application\.apim\.client_id\}<\/audience>/,
          to: "<audience>api://other</audience>",
        },
      ],
      [TRUSTED_GROUP],
    ],
    [
      "the group policy requires another role",
      [
        {
          file: "api_trusted_group.tf",
          from: /<value>\$\{local\.apim_app_role\}<\/value>/,
          to: "<value>Apim.Other</value>",
        },
      ],
      [TRUSTED_GROUP],
    ],
    [
      "the trusted caller has no role assignment, only its group has",
      [
        {
          file: "application_apim.tf",
          from: /resource "azuread_app_role_assignment" "apim_identity" \{[^}]*\}/,
          to: "",
        },
        { file: "function_public.tf", from: "azuread_app_role_assignment.apim_identity,", to: "" },
      ],
      [TRUSTED_GROUP],
    ],
    [
      "API Management has not the identity that its policies use",
      [
        {
          file: "api_management.tf",
          from: /identity_ids\s*=\s*\[[^\]]*\]/,
          to: "identity_ids = [azurerm_user_assigned_identity.apim_untrusted.id]",
        },
      ],
      [TRUSTED_SIMPLE, TRUSTED_GROUP],
    ],
    [
      "the private app has no authentication in front of it",
      [{ file: "function_private.tf", from: /auth_enabled(\s*)= true/, to: "auth_enabled$1= false" }],
      [TRUSTED_SIMPLE, TRUSTED_GROUP],
    ],
    [
      "the untrusted identity of API Management is given a role",
      [
        {
          file: "application_private.tf",
          from: /$/,
          to: '\nresource "azuread_app_role_assignment" "test" {\n  app_role_id         = azuread_service_principal.function_private.app_role_ids[local.private_app_role]\n  principal_object_id = azurerm_user_assigned_identity.apim_untrusted.principal_id\n  resource_object_id  = azuread_service_principal.function_private.object_id\n}\n',
        },
      ],
      [UNTRUSTED_API],
    ],
    [
      "the untrusted caller is listed in the simple policy",
      [
        {
          file: "api_trusted_simple.tf",
          from: "azurerm_user_assigned_identity.public_trusted.client_id",
          to: "azurerm_user_assigned_identity.public_untrusted.client_id",
        },
      ],
      [UNTRUSTED_SIMPLE, TRUSTED_SIMPLE],
    ],
    [
      "the untrusted caller has the role assignment of the trusted one",
      [
        {
          file: "application_apim.tf",
          from: "azurerm_user_assigned_identity.public_trusted.principal_id",
          to: "azurerm_user_assigned_identity.public_untrusted.principal_id",
        },
      ],
      [UNTRUSTED_GROUP, TRUSTED_GROUP],
    ],
  ])("fails in exactly the cases that hang on it when %s", async (_name, edits, failing) => {
    await using demo = await startDemo(edits);
    const results = await demo.runCases();
    expect(results.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(failing);
  });
});

describe("the command line of the demo", () => {
  const run = promisify(execFile);

  test("prints five ✓ and exits with 0", async () => {
    const { stdout } = await run(
      process.execPath,
      ["src/cli/main.ts", "demo", "--once", "--in-memory", "--port", "0"],
      { timeout: 60_000 },
    );
    expect(stdout.match(/^✓/gm)).toHaveLength(5);
    expect(stdout).toMatch(/5 of 5 cases as expected, \d+\.\d s after the start\./);
    expect(stdout).toContain(
      "public_trusted_simple_demo_url = https://fn-apim-mi-demo-public-trusted.azurewebsites.net/api/simple",
    );
    expect(stdout).toMatch(/apim_subscription_key = \(sensitive\)/);
  });
});
