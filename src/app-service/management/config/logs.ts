import { z } from "zod";
import { parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const schema = z.looseObject({});

/**
 * What App Service shows for a site whose logs nobody configured (App Service REST: "Get Diagnostic Logs
 * Configuration").
 */
const DEFAULTS = {
  applicationLogs: {
    fileSystem: { level: "Off" },
    azureTableStorage: { level: "Off", sasUrl: null },
    azureBlobStorage: { level: "Off", sasUrl: null, retentionInDays: null },
  },
  httpLogs: {
    fileSystem: { retentionInMb: 35, retentionInDays: null, enabled: false },
    azureBlobStorage: { sasUrl: null, retentionInDays: 3, enabled: false },
  },
  failedRequestsTracing: { enabled: false },
  detailedErrorMessages: { enabled: false },
};

/** `config/logs`: kept and shown. Here all of an app's output is always in the site's log. */
export const logs: ConfigKind = {
  name: "logs",
  shownBy: ["get"],
  render: (site) => ({ ...DEFAULTS, ...site.state.logs }),
  replace: (site, properties) => ({ ...site, state: { ...site.state, logs: parseBody(schema, properties) } }),
};
