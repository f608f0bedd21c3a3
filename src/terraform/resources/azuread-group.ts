import { randomBytes } from "node:crypto";
import type { ResourceType } from "../engine/resource-type.ts";
import { answerList, answerText } from "./answer.ts";
import { isThere } from "./arm-resource.ts";
import {
  changeOwners,
  directoryObject,
  directoryObjectUrl,
  idAttribute,
  objectIdOf,
  ownersBinding,
} from "./directory-object.ts";
import { deleteReference, quoted } from "./directory-references.ts";
import { graphList } from "./graph-list.ts";
import { flag, key, set, text, textOf } from "./schema.ts";

/** A security group. Members are resources of their own; mail and dynamic groups are not supported. */
export const azureadGroup: ResourceType = {
  type: "azuread_group",
  mode: "managed",
  attributes: {
    display_name: text({ required: true }),
    description: text(),
    owners: set(),
    security_enabled: flag({ forceNew: true, default: true }),
    mail_nickname: text({ forceNew: true }),
    prevent_duplicate_names: flag({ default: false }),
  },
  ...directoryObject("groups"),
  async create(config, context) {
    const mailNickname = textOf(config, "mail_nickname") || randomBytes(5).toString("hex");
    const response = await context.azure.graph("POST", "/groups", {
      description: config.description,
      displayName: config.display_name,
      groupTypes: [],
      isAssignableToRole: false,
      mailEnabled: false,
      mailNickname,
      membershipRule: null,
      ...(await ownersBinding(config, context)),
      resourceBehaviorOptions: [],
      resourceProvisioningOptions: [],
      securityEnabled: config.security_enabled,
    });
    const objectId = answerText(response, "id");
    return { id: idAttribute("groups", objectId, context), object_id: objectId, mail_nickname: mailNickname };
  },
  async adopt(config, context) {
    const filter = encodeURIComponent(`displayName eq ${quoted(textOf(config, "display_name"))}`);
    const [found, second] = answerList(await context.azure.graph("GET", `/groups?$filter=${filter}`), "value");
    if (found === undefined || second !== undefined) return undefined;
    const objectId = textOf(found, "id");
    return {
      id: idAttribute("groups", objectId, context),
      object_id: objectId,
      mail_nickname: found.mailNickname ?? "",
    };
  },
  async update(config, before, context) {
    await context.azure.graph("PATCH", `/groups/${textOf(before, "object_id")}`, {
      displayName: config.display_name,
      description: config.description,
    });
    await changeOwners(config, before, "groups", context);
    const { id = null, object_id = null, mail_nickname = null } = before;
    return { id, object_id, mail_nickname };
  },
};

/** A principal's membership in a group. */
export const azureadGroupMember: ResourceType = {
  type: "azuread_group_member",
  mode: "managed",
  attributes: { group_object_id: key(), member_object_id: key() },
  async create(config, { azure }) {
    const [group, member] = [objectIdOf(textOf(config, "group_object_id")), textOf(config, "member_object_id")];
    await azure.graph("POST", `/groups/${group}/members/$ref`, { "@odata.id": directoryObjectUrl(member) });
    return { id: `${group}/member/${member}` };
  },
  async adopt(config, { azure }) {
    const [group, member] = [objectIdOf(textOf(config, "group_object_id")), textOf(config, "member_object_id")];
    const members = await graphList(azure, `/groups/${group}/members?$select=id`);
    return members.some(({ id }) => id === member) ? { id: `${group}/member/${member}` } : undefined;
  },
  async exists(before, { azure }) {
    const group = objectIdOf(textOf(before, "group_object_id"));
    let isMember = false;
    const isGroupThere = await isThere(async () => {
      const members = await graphList(azure, `/groups/${group}/members?$select=id`);
      isMember = members.some(({ id }) => id === before.member_object_id);
    });
    return isGroupThere && isMember;
  },
  async delete(before, { azure }) {
    const group = objectIdOf(textOf(before, "group_object_id"));
    await deleteReference(azure, `/groups/${group}/members/${textOf(before, "member_object_id")}`);
  },
};
