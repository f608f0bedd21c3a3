import type { Site } from "../../sites/site.ts";

/** One `sites/{site}/config/{name}`: what it shows, and what a PUT of it does to the site. */
export interface ConfigKind {
  /** As Azure spells it; compared ignoring case. */
  readonly name: string;
  /** The verbs that show it: `list` is `POST …/list`, for what holds secrets. */
  readonly shownBy: readonly ("get" | "list")[];
  /** The document's `properties`. With `secrets`, the secret parts too. */
  render(site: Site, secrets: "shown" | "hidden"): unknown;
  /** The site after `PUT` of `properties`. Throws `ArmError`. Absent when Azure only shows it. */
  replace?(site: Site, properties: unknown): Site;
  /** Name in the answer; the kind's name unless said. */
  documentName?(site: Site): string;
}
