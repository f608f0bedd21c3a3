import type { ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { map, text, textOf } from "./schema.ts";

/** The object id at the end of `/applications/{id}`, or the id itself as azuread 2 writes it. */
function objectId(config: Parameters<typeof textOf>[0]): string {
  const id = textOf(config, "application_id") || textOf(config, "application_object_id");
  return id.slice(id.lastIndexOf("/") + 1);
}

export const azureadApplicationPassword: ResourceType = {
  type: "azuread_application_password",
  mode: "managed",
  attributes: {
    application_id: text({ forceNew: true }),
    application_object_id: text({ forceNew: true }),
    display_name: text({ forceNew: true }),
    end_date: text({ forceNew: true }),
    start_date: text({ forceNew: true }),
    rotate_when_changed: map({ forceNew: true }),
  },
  secrets: ["value"],
  async create(config, { azure }) {
    const application = objectId(config);
    const end = textOf(config, "end_date");
    const start = textOf(config, "start_date");
    const response = await azure.graph("POST", `/applications/${application}/addPassword`, {
      passwordCredential: {
        displayName: config.display_name,
        ...(end === "" ? {} : { endDateTime: end }),
        ...(start === "" ? {} : { startDateTime: start }),
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
  async delete(before, { azure }) {
    await azure.graph("POST", `/applications/${objectId(before)}/removePassword`, { keyId: textOf(before, "key_id") });
  },
};
