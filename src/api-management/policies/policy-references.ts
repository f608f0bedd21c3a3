import type { PolicyFormat } from "../policy-document/read-policy-document.ts";

/** A policy fragment as it was sent. */
export interface FragmentSource {
  readonly text: string;
  readonly format: PolicyFormat;
}

/** What the policy documents of a service can refer to by name. Names of fragments and backends ignore case, as resource ids do. */
export interface PolicyReferences {
  /** The value behind `{{displayName}}`; undefined when the service has no such named value. */
  namedValue(displayName: string): string | undefined;
  fragment(id: string): FragmentSource | undefined;
  hasBackend(id: string): boolean;
}

/** A service that has nothing to refer to. */
export const noReferences: PolicyReferences = {
  namedValue: () => undefined,
  fragment: () => undefined,
  hasBackend: () => false,
};

/** References that remember what was asked of them. */
export interface RecordedReferences extends PolicyReferences {
  /** Whether `now` would answer all that was asked in the same way: what was compiled from the answers still stands. */
  holds(now: PolicyReferences): boolean;
}

export function recordReferences(references: PolicyReferences): RecordedReferences {
  const answers: ((now: PolicyReferences) => boolean)[] = [];
  return {
    namedValue(displayName) {
      const value = references.namedValue(displayName);
      answers.push((now) => now.namedValue(displayName) === value);
      return value;
    },
    fragment(id) {
      const source = references.fragment(id);
      answers.push((now) => {
        const other = now.fragment(id);
        return other?.text === source?.text && other?.format === source?.format;
      });
      return source;
    },
    hasBackend(id) {
      const has = references.hasBackend(id);
      answers.push((now) => now.hasBackend(id) === has);
      return has;
    },
    holds: (now) => answers.every((stillTrue) => stillTrue(now)),
  };
}
