import { INITIAL_ETAG } from "../etags.ts";
import type { PolicyProperties } from "../model.ts";

/**
 * What the global scope has before a policy is put there, and again once it is deleted: requests are forwarded, nothing else
 * ("Set or edit policies"; azurerm's azurerm_api_management_policy counts on there always being one).
 */
export const defaultGlobalPolicy: PolicyProperties = {
  etag: INITIAL_ETAG,
  format: "xml",
  value: [
    "<policies>",
    "  <inbound />",
    "  <backend>",
    "    <forward-request />",
    "  </backend>",
    "  <outbound />",
    "  <on-error />",
    "</policies>",
  ].join("\r\n"),
};
