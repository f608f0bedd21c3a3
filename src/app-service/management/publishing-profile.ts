import { type Site, scmHostNameOf } from "../sites/site.ts";

/**
 * The publishing profile of a site ("Web Apps - List Publishing Profile Xml With Secrets"): how to send it a zip, with the user and
 * password for that. Web Deploy and FTP are not served here, so they have no profile.
 */
export function publishingProfile(site: Site): string {
  const { name } = site.resource;
  const attributes = {
    profileName: `${name} - Zip Deploy`,
    publishMethod: "ZipDeploy",
    publishUrl: `${scmHostNameOf(site)}:443`,
    userName: `$${name}`,
    userPWD: site.state.publishingPassword,
    destinationAppUrl: `http://${name}.azurewebsites.net`,
    SQLServerDBConnectionString: "",
    mySQLDBConnectionString: "",
    hostingProviderForumLink: "",
    controlPanelLink: "https://portal.azure.com",
    webSystem: "WebSites",
  };
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`);
  return `<publishData><publishProfile${written.join("")}><databases /></publishProfile></publishData>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
