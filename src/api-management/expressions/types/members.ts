import { parseType } from "../syntax/parse-type.ts";
import { TokenStream } from "../syntax/token-stream.ts";
import { NetType } from "./net-type.ts";
import { allDefinitions, typeNamed } from "./registry.ts";
import { resolveType } from "./resolve-type.ts";
import { readSignature } from "./signature.ts";
import { bindingsOf, substitute } from "./substitute.ts";
import type { Member, TypeDefinition } from "./type-definition.ts";

type MembersByName = ReadonlyMap<string, readonly Member[]>;

const membersOfDefinitions = new WeakMap<TypeDefinition, MembersByName>();
const parentsOfDefinitions = new WeakMap<TypeDefinition, readonly NetType[]>();
let extensions: MembersByName | null = null;

/** A member together with the closed type it was found on. */
export interface FoundMember {
  readonly member: Member;
  readonly owner: NetType;
}

function group(members: Iterable<Member>): MembersByName {
  const byName = new Map<string, Member[]>();
  for (const member of members) {
    const same = byName.get(member.name);
    if (same === undefined) byName.set(member.name, [member]);
    else same.push(member);
  }
  return byName;
}

/** The members that a type itself declares. Signatures are read when the type is first used. */
export function declaredMembers(definition: TypeDefinition): MembersByName {
  let members = membersOfDefinitions.get(definition);
  if (members === undefined) {
    const entries = Object.entries(definition.table?.members ?? {});
    members = group(entries.map(([signature, body]) => readSignature(definition, signature, body)));
    membersOfDefinitions.set(definition, members);
  }
  return members;
}

/** Base class and interfaces that a type names, with its arguments put in. */
function parents(type: NetType): readonly NetType[] {
  const { definition } = type;
  let open = parentsOfDefinitions.get(definition);
  if (open === undefined) {
    open = readParents(definition);
    parentsOfDefinitions.set(definition, open);
  }
  if (type.arguments.length === 0) return open;
  const bindings = bindingsOf(type);
  return open.map((parent) => substitute(parent, bindings));
}

function readParents(definition: TypeDefinition): readonly NetType[] {
  const { table } = definition;
  if (table === null || definition.name === "System.Object") return [];
  const scope = new Map(definition.parameters.map((parameter) => [parameter.definition.name, parameter]));
  const read = (text: string): NetType =>
    resolveType(parseType(new TokenStream(text, 0, text.length)), scope, "all", (_, message) => {
      throw new RangeError(`${definition.name}: ${message}`);
    });
  const base = table.kind === "interface" ? [] : [table.base ?? (table.kind === "enum" ? "Enum" : "object")];
  return [...base, ...(table.interfaces ?? [])].map(read);
}

/** The type and all its bases and interfaces, nearest first; `object` is last for interfaces too. */
export function ancestry(type: NetType): readonly NetType[] {
  const found = new Set<NetType>([type]);
  for (const each of found) for (const parent of parents(each)) found.add(parent);
  found.add(typeNamed("System.Object"));
  return [...found];
}

/** Members of this name on a type and its bases, nearest first. */
export function findMembers(type: NetType, name: string, scope: "static" | "instance"): readonly FoundMember[] {
  return ancestry(type).flatMap((owner) =>
    (declaredMembers(owner.definition).get(name) ?? [])
      .filter((member) => (scope === "instance" ? member.scope === "instance" : member.scope !== "instance"))
      .map((member) => ({ member, owner })),
  );
}

/** Extension methods of this name. */
export function findExtensions(name: string): readonly FoundMember[] {
  if (extensions === null) {
    const all: Member[] = [];
    for (const definition of allDefinitions()) {
      if (definition.kind !== "static") continue;
      for (const members of declaredMembers(definition).values()) {
        all.push(...members.filter((member) => member.scope === "extension"));
      }
    }
    extensions = group(all);
  }
  return (extensions.get(name) ?? []).map((member) => ({ member, owner: NetType.of(member.declaring) }));
}
