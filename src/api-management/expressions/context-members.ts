import "./register-library.ts";
import { declaredMembers } from "./types/members.ts";
import { NetType } from "./types/net-type.ts";
import { allDefinitions } from "./types/registry.ts";
import { bindingsOf, substitute, type TypeBindings } from "./types/substitute.ts";
import type { Member, Parameter, TypeDefinition } from "./types/type-definition.ts";
import { known } from "./types/well-known.ts";

/** A member that an expression can use, with who has it. */
export interface ContextMember {
  /** `context.Request`; for a type that `context` doesn't lead to by properties alone, the type's name: `Jwt`, `string`. */
  readonly owner: string;
  readonly name: string;
  /** As C# declares it; of an extension method, as it is called. */
  readonly signature: string;
}

/** The members of `context`, of all that it leads to, and of the types that API Management adds to .NET's. */
export function contextMembers(): readonly ContextMember[] {
  const members: ContextMember[] = [];
  const reached = new Set<TypeDefinition>();

  function add(owner: string, type: NetType): void {
    reached.add(type.definition);
    const bindings = bindingsOf(type);
    for (const member of [...declaredMembers(type.definition).values()].flat()) {
      members.push({ owner, name: nameOf(member), signature: signatureOf(member, bindings) });
      const result = substitute(member.returns, bindings);
      if (member.kind === "property" && isPartOfContext(result)) add(`${owner}.${member.name}`, result);
    }
    for (const member of extensionsOf(type)) members.push(extension(owner, member));
  }

  add("context", known.context);
  for (const { definition, extended } of ownTypes()) {
    if (extended.length === 0 && !reached.has(definition)) add(definition.simpleName, NetType.of(definition));
    // Those of dictionaries were told with each dictionary.
    for (const member of extended) {
      const first = member.parameters[0]?.type;
      if (first !== undefined && !isPartOfContext(first)) members.push(extension(first.displayName, member));
    }
  }
  return members;
}

interface OwnType {
  readonly definition: TypeDefinition;
  /** The extension methods that it declares. */
  readonly extended: readonly Member[];
}

/** The types that API Management adds have no namespace. */
function ownTypes(): readonly OwnType[] {
  return [...allDefinitions()].filter(isOwn).map((definition) => ({
    definition,
    extended: [...declaredMembers(definition).values()].flat().filter(({ scope }) => scope === "extension"),
  }));
}

function isOwn({ name }: TypeDefinition): boolean {
  return !name.includes(".");
}

function isPartOfContext({ definition }: NetType): boolean {
  if (definition.kind === "enum") return false;
  return isOwn(definition) || definition.simpleName === "IReadOnlyDictionary";
}

function extensionsOf(type: NetType): readonly Member[] {
  return ownTypes().flatMap(({ extended }) => extended.filter(({ parameters }) => parameters[0]?.type === type));
}

function extension(owner: string, member: Member): ContextMember {
  const { name, parameters } = member;
  return { owner, name, signature: signatureOf({ ...member, parameters: parameters.slice(1) }, new Map()) };
}

function nameOf({ kind, name }: Member): string {
  return kind === "indexer" ? "this[]" : name;
}

function signatureOf(member: Member, bindings: TypeBindings): string {
  const { kind, name, typeParameters, set } = member;
  const type = substitute(member.returns, bindings).displayName;
  const parameters = member.parameters.map((parameter) => parameterOf(parameter, bindings)).join(", ");
  const accessors = set === null ? "{ get; }" : "{ get; set; }";
  if (kind === "property") return `${type} ${name} ${accessors}`;
  if (kind === "indexer") return `${type} this[${parameters}] ${accessors}`;
  const generic = typeParameters.length === 0 ? "" : `<${typeParameters.map((each) => each.displayName).join(", ")}>`;
  return `${type} ${name}${generic}(${parameters})`;
}

function parameterOf({ name, type, modifier, optional }: Parameter, bindings: TypeBindings): string {
  const prefix = modifier === "out" || modifier === "params" ? `${modifier} ` : "";
  const otherwise = optional === null ? "" : ` = ${JSON.stringify(optional.value)}`;
  return `${prefix}${substitute(type, bindings).displayName} ${name}${otherwise}`;
}
