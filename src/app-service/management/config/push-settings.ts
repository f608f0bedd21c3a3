import { z } from "zod";
import { badRequest, parseBody } from "../../../resource-manager/index.ts";
import type { ConfigKind } from "./config-kind.ts";

const OFF = { isPushEnabled: false, tagWhitelistJson: null, tagsRequiringAuth: null, dynamicTagsJson: null };

const schema = z.looseObject({ isPushEnabled: z.boolean().nullish() });

/** `config/pushsettings`: push notifications of mobile apps, which are off and stay off. */
export const pushSettings: ConfigKind = {
  name: "pushsettings",
  shownBy: ["list"],
  render: () => OFF,
  replace(site, properties) {
    if (parseBody(schema, properties).isPushEnabled !== true) return site;
    throw badRequest(
      `Push notifications of the site '${site.resource.name}' can't be turned on: Gatehouse sends none.`,
      "PushNotSupported",
    );
  },
};
