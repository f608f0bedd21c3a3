import { scmHostNameOf } from "../../sites/site.ts";
import type { ConfigKind } from "./config-kind.ts";

/** `config/publishingcredentials`: the user `$site` and its password for the deployment service. */
export const publishingCredentials: ConfigKind = {
  name: "publishingcredentials",
  shownBy: ["list"],
  documentName: (site) => site.resource.name,
  render(site) {
    const user = `$${site.resource.name}`;
    const password = site.state.publishingPassword;
    return {
      name: null,
      publishingUserName: user,
      publishingPassword: password,
      publishingPasswordHash: null,
      publishingPasswordHashSalt: null,
      metadata: null,
      isDeleted: false,
      scmUri: `https://${encodeURIComponent(user)}:${password}@${scmHostNameOf(site)}`,
    };
  },
};
