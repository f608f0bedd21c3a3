import { describe, expect, test } from "vitest";
import { applyRecorded } from "./testing/apply-recorded.ts";
import { CALLER } from "./testing/recording-azure.ts";

const GRAPH = "graph.microsoft.com/v1.0";
const directoryObject = (id: string): string => `https://${GRAPH}/directoryObjects/${id}`;

function pinned(version: string): string {
  return `terraform {\n  required_providers {\n    azuread = {\n      source  = "hashicorp/azuread"\n      version = "${version}"\n    }\n  }\n}\n`;
}

describe("what is sent to Microsoft Graph", () => {
  test("for an application: everything, also what is not given, and its owners", async () => {
    const { made, again, destroyed } = await applyRecorded(`
resource "azuread_application" "a" {
  display_name = "App"
  owners       = ["me"]
  web {
    redirect_uris = ["https://a.example/"]
    implicit_grant {
      id_token_issuance_enabled = true
    }
  }
  app_role {
    id                   = "role"
    allowed_member_types = ["User", "Application"]
    description          = "D"
    display_name         = "N"
    value                = "V"
  }
  optional_claims {
    access_token {
      name = "groups"
    }
  }
}
`);
    const application = {
      groupMembershipClaims: null,
      "owners@odata.bind": [directoryObject("me")],
      api: {
        ...{ acceptMappedClaims: false, knownClientApplications: [], oauth2PermissionScopes: [] },
        requestedAccessTokenVersion: 1,
      },
      appRoles: [
        {
          ...{ id: "role", allowedMemberTypes: ["Application", "User"], description: "D", displayName: "N" },
          ...{ isEnabled: true, value: "V" },
        },
      ],
      description: null,
      displayName: "App",
      identifierUris: [],
      info: { marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
      ...{ isDeviceOnlyAuthSupported: false, isFallbackPublicClient: false, oauth2RequirePostResponse: false },
      optionalClaims: {
        accessToken: [{ additionalProperties: [], essential: false, name: "groups" }],
        ...{ idToken: [], saml2Token: [] },
      },
      notes: null,
      publicClient: { redirectUris: [] },
      requiredResourceAccess: [],
      signInAudience: "AzureADMyOrg",
      spa: { redirectUris: [] },
      tags: [],
      web: {
        homePageUrl: null,
        implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: true },
        logoutUrl: null,
        redirectUris: ["https://a.example/"],
      },
    };
    expect(made).toEqual([{ request: `POST ${GRAPH}/applications`, body: application }]);
    expect(again).toEqual([{ request: `GET ${GRAPH}/applications/object-id` }]);
    expect(destroyed).toEqual([{ request: `DELETE ${GRAPH}/applications/object-id` }]);
  });

  test("for a service principal: whoever makes it is no owner unless named", async () => {
    const { made } = await applyRecorded(
      'resource "azuread_service_principal" "s" {\n  client_id = "app"\n  app_role_assignment_required = true\n  feature_tags {\n    enterprise = true\n  }\n}\n',
    );
    expect(made).toEqual([
      {
        request: `POST ${GRAPH}/servicePrincipals`,
        body: {
          "owners@odata.bind": [directoryObject(CALLER)],
          ...{ accountEnabled: true, alternativeNames: [], appId: "app", appRoleAssignmentRequired: true },
          ...{ description: null, loginUrl: null, notes: null, notificationEmailAddresses: [] },
          ...{ preferredSingleSignOnMode: null, samlSingleSignOnSettings: {} },
          tags: ["WindowsAzureActiveDirectoryIntegratedApp"],
        },
      },
      { request: `DELETE ${GRAPH}/servicePrincipals/object-id/owners/${CALLER}/$ref` },
    ]);
  });

  test.each<[string, string, readonly unknown[], string]>([
    [
      "azuread_application_password",
      'application_id = "/applications/oid"\n  display_name = "P"',
      [{ request: `POST ${GRAPH}/applications/oid/addPassword`, body: { passwordCredential: { displayName: "P" } } }],
      `POST ${GRAPH}/applications/oid/removePassword`,
    ],
    [
      "azuread_app_role_assignment",
      'app_role_id = "r"\n  principal_object_id = "p"\n  resource_object_id = "s"',
      [
        {
          request: `POST ${GRAPH}/servicePrincipals/s/appRoleAssignedTo`,
          body: { appRoleId: "r", principalId: "p", resourceId: "s" },
        },
      ],
      `DELETE ${GRAPH}/servicePrincipals/s/appRoleAssignedTo/object-id`,
    ],
    [
      "azuread_group",
      'display_name = "G"\n  mail_nickname = "g"\n  owners = ["me"]\n  security_enabled = true',
      [
        {
          request: `POST ${GRAPH}/groups`,
          body: {
            ...{ description: null, displayName: "G", groupTypes: [], isAssignableToRole: false, mailEnabled: false },
            ...{ mailNickname: "g", membershipRule: null, "owners@odata.bind": [directoryObject("me")] },
            ...{ resourceBehaviorOptions: [], resourceProvisioningOptions: [], securityEnabled: true },
          },
        },
      ],
      `DELETE ${GRAPH}/groups/object-id`,
    ],
    [
      "azuread_group_member",
      'group_object_id = "/groups/g"\n  member_object_id = "m"',
      [{ request: `POST ${GRAPH}/groups/g/members/$ref`, body: { "@odata.id": directoryObject("m") } }],
      `DELETE ${GRAPH}/groups/g/members/m/$ref`,
    ],
  ])("for %s", async (type, body, made, destroyed) => {
    const applied = await applyRecorded(`resource "${type}" "this" {\n  ${body}\n}\n`);
    expect(applied.made).toEqual(made);
    // The stub forgets everything, so the second apply has made those anew that are looked up in a list.
    expect(applied.destroyed.map(({ request }) => request)).toEqual([destroyed]);
  });
});

describe("both spellings of the provider", () => {
  const application = 'resource "azuread_application" "a" {\n  display_name = "A"\n}\n';
  const ids =
    'output "ids" {\n  value = [azuread_application.a.id, azuread_application.a.application_id, azuread_application.a.client_id]\n}\n';

  test.each<[string, readonly string[]]>([
    ["2.30.0", ["object-id", "app-id", "app-id"]],
    ["~> 3.0", ["/applications/object-id", "app-id", "app-id"]],
    [">= 2.30", ["/applications/object-id", "app-id", "app-id"]],
  ])("azuread %s writes ids its way", async (version, expected) => {
    expect((await applyRecorded(pinned(version) + application + ids)).outputs.ids).toEqual(expected);
  });

  test.each<[string, string]>([
    ["azuread_service_principal", 'application_id = "app"'],
    ["azuread_application_password", 'application_object_id = "oid"'],
  ])("%s takes the old argument in version 2, and not in version 3", async (type, argument) => {
    const resource = `resource "${type}" "this" {\n  ${argument}\n}\n`;
    expect((await applyRecorded(pinned("~> 2.30") + resource)).made).not.toEqual([]);
    await expect(applyRecorded(pinned("~> 3.0") + resource)).rejects.toThrow("Unsupported argument: version 3");
  });

  test("one of them is required, and not both", async () => {
    const none = 'resource "azuread_service_principal" "s" {}\n';
    await expect(applyRecorded(none)).rejects.toThrow('exactly one of "client_id", "application_id"; found none');
    const both = 'resource "azuread_service_principal" "s" {\n  client_id = "a"\n  application_id = "a"\n}\n';
    await expect(applyRecorded(both)).rejects.toThrow('found "client_id" and "application_id"');
  });
});
