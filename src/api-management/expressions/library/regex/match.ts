import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import { NetObject } from "../../values/net-object.ts";
import { NetSequence } from "../../values/net-sequence.ts";
import type { CompiledPattern } from "./pattern.ts";

const namespace = "System.Text.RegularExpressions";

/** A Capture or Group of a match. `text` is null when the group took no part. */
export class RegexGroup extends NetObject {
  readonly name: string;
  readonly text: string | null;
  readonly index: number;

  constructor(name: string, text: string | null, index: number) {
    super();
    this.name = name;
    this.text = text;
    this.index = index;
  }

  override get netType(): NetType {
    return typeNamed(`${namespace}.Group`);
  }

  override toString(): string {
    return this.text ?? "";
  }
}

/** A Match: group 0 is the whole of it. */
export class RegexMatch extends RegexGroup {
  readonly groups: readonly RegexGroup[];

  constructor(groups: readonly RegexGroup[]) {
    const [whole] = groups;
    super("0", whole?.text ?? null, whole?.index ?? 0);
    this.groups = groups;
  }

  override get netType(): NetType {
    return typeNamed(`${namespace}.Match`);
  }
}

/** A MatchCollection or GroupCollection. */
export class RegexCollection extends NetSequence {
  readonly items: readonly RegexGroup[];
  private readonly kind: "Match" | "Group" | "Capture";

  constructor(items: readonly RegexGroup[], kind: "Match" | "Group" | "Capture") {
    super();
    this.items = items;
    this.kind = kind;
  }

  override get netType(): NetType {
    return typeNamed(`${namespace}.${this.kind}Collection`);
  }

  override get elementType(): NetType {
    return typeNamed(`${namespace}.${this.kind}`);
  }

  override [Symbol.iterator](): Iterator<unknown> {
    return this.items[Symbol.iterator]();
  }
}

/** A match that failed. */
export const noMatch = new RegexMatch([]);

/** All matches of a pattern in a text, from left to right. */
export function* findMatches(pattern: CompiledPattern, text: string, from = 0): Iterable<RegexMatch> {
  const matcher = pattern.engine.matcher(text);
  let start = from;
  while (start <= text.length && matcher.find(start)) {
    const groups = pattern.groups.map(({ index, name }) => {
      const found = matcher.group(index);
      return new RegexGroup(name, found, found === null ? 0 : matcher.start(index));
    });
    const match = new RegexMatch(groups);
    yield match;
    const length = match.text?.length ?? 0;
    start = match.index + (length === 0 ? 1 : length);
  }
}

/** Expands `$1`, `${name}`, `$&`, `$$` and the other substitutions of a replacement. */
export function expandReplacement(replacement: string, match: RegexMatch, text: string): string {
  return replacement.replace(
    /\$(?:(\d+)|\{(\w+)\}|([$&`'_+]))/g,
    (all, number?: string, name?: string, sign?: string) => {
      const wanted = number ?? name;
      if (wanted !== undefined) {
        const group = match.groups.find((each, index) => each.name === wanted || String(index) === wanted);
        return group === undefined ? all : (group.text ?? "");
      }
      const end = match.index + (match.text?.length ?? 0);
      const signs: Readonly<Record<string, string>> = {
        $: "$",
        "&": match.text ?? "",
        "`": text.slice(0, match.index),
        "'": text.slice(end),
        _: text,
        "+": match.groups.at(-1)?.text ?? "",
      };
      return signs[sign ?? ""] ?? all;
    },
  );
}
