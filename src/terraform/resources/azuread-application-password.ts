import type { Config, ResourceType } from "../engine/resource-type.ts";
import { answer, answerList, answerText } from "./answer.ts";
import { isThere } from "./arm-resource.ts";
import { objectIdOf } from "./directory-object.ts";
import { given, map, text, textOf } from "./schema.ts";

/** azuread 3 names the application by its `id`, azuread 2 by its object id. */
function applicationOf(config: Config): string {
  return objectIdOf(textOf(config, "application_id") || textOf(config, "application_object_id"));
}

/** A client secret of an application. Graph shows it only when it is made. */
export const azureadApplicationPassword: ResourceType = {
  type: "azuread_application_password",
  mode: "managed",
  attributes: {
    application_id: text({ forceNew: true }),
    application_object_id: text({ forceNew: true, majors: [2] }),
    display_name: text({ forceNew: true }),
    end_date: text({ forceNew: true }),
    start_date: text({ forceNew: true }),
    rotate_when_changed: map({ forceNew: true }),
  },
  exactlyOne: [["application_id", "application_object_id"]],
  secrets: ["value"],
  async create(config, { azure }) {
    const application = applicationOf(config);
    const response = await azure.graph("POST", `/applications/${application}/addPassword`, {
      passwordCredential: {
        ...given("displayName", textOf(config, "display_name")),
        ...given("endDateTime", textOf(config, "end_date")),
        ...given("startDateTime", textOf(config, "start_date")),
      },
    });
    const keyId = answerText(response, "keyId");
    return {
      id: `${application}/password/${keyId}`,
      key_id: keyId,
      value: answerText(response, "secretText"),
      start_date: answer(response, "startDateTime"),
      end_date: answer(response, "endDateTime"),
    };
  },
  async exists(attributes, { azure }) {
    let isListed = false;
    const isApplicationThere = await isThere(async () => {
      const application = await azure.graph("GET", `/applications/${applicationOf(attributes)}`);
      isListed = answerList(application, "passwordCredentials").some(({ keyId }) => keyId === attributes.key_id);
    });
    return isApplicationThere && isListed;
  },
  async delete(attributes, { azure }) {
    const path = `/applications/${applicationOf(attributes)}/removePassword`;
    await azure.graph("POST", path, { keyId: textOf(attributes, "key_id") });
  },
};
