import { randomBytes } from "node:crypto";
import type { Config, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { flag, key, list, listOf, text, textOf } from "./schema.ts";

function attributes(objectId: string): Config {
  return { id: `/groups/${objectId}`, object_id: objectId };
}

/** The last part of `/groups/{id}`, or the id itself as azuread 2 writes it. */
function plainId(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

export const azureadGroup: ResourceType = {
  type: "azuread_group",
  mode: "managed",
  attributes: {
    display_name: text({ required: true }),
    owners: list({ forceNew: true }),
    security_enabled: flag({ forceNew: true }),
    description: text(),
    prevent_duplicate_names: flag(),
  },
  async create(config, { azure }) {
    const filter = encodeURIComponent(`displayName eq '${textOf(config, "display_name").replaceAll("'", "''")}'`);
    const found = (answer(await azure.graph("GET", `/groups?$filter=${filter}`), "value") ?? []) as readonly {
      readonly id: string;
    }[];
    const [existing, second] = found;
    // Left behind by an apply that was killed before its state was saved.
    if (existing !== undefined && second === undefined) return attributes(existing.id);
    const response = await azure.graph("POST", "/groups", {
      displayName: config.display_name,
      description: config.description,
      mailEnabled: false,
      mailNickname: randomBytes(5).toString("hex"),
      securityEnabled: config.security_enabled ?? true,
      groupTypes: [],
      "owners@odata.bind": listOf(config, "owners").map(
        (owner) => `https://graph.microsoft.com/v1.0/directoryObjects/${String(owner)}`,
      ),
    });
    return attributes(answerText(response, "id"));
  },
  async update(config, before, { azure }) {
    await azure.graph("PATCH", `/groups/${textOf(before, "object_id")}`, {
      displayName: config.display_name,
      description: config.description,
    });
    return attributes(textOf(before, "object_id"));
  },
  async delete(before, { azure }) {
    await azure.graph("DELETE", `/groups/${textOf(before, "object_id")}`);
  },
};

export const azureadGroupMember: ResourceType = {
  type: "azuread_group_member",
  mode: "managed",
  attributes: { group_object_id: key(), member_object_id: key() },
  async create(config, { azure }) {
    const [group, member] = [plainId(textOf(config, "group_object_id")), textOf(config, "member_object_id")];
    const members = (answer(await azure.graph("GET", `/groups/${group}/members`), "value") ?? []) as readonly {
      readonly id: string;
    }[];
    if (!members.some(({ id }) => id === member)) {
      await azure.graph("POST", `/groups/${group}/members/$ref`, {
        "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${member}`,
      });
    }
    return { id: `${group}/member/${member}` };
  },
  async delete(before, { azure }) {
    await azure.graph(
      "DELETE",
      `/groups/${plainId(textOf(before, "group_object_id"))}/members/${textOf(before, "member_object_id")}/$ref`,
    );
  },
};
