import { useSearchParams } from "react-router";

/** Fields whose values stand in the address, so that what was chosen can be linked to. */
export function useQueryFields<Name extends string>(
  names: readonly Name[],
): readonly [values: Readonly<Record<Name, string>>, set: (changes: Partial<Readonly<Record<Name, string>>>) => void] {
  const [query, setQuery] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])) as Record<Name, string>;
  const set = (changes: Partial<Readonly<Record<Name, string>>>): void => {
    const entries = Object.entries({ ...values, ...changes }).filter(([, value]) => value !== "");
    setQuery(new URLSearchParams(entries as [string, string][]), { replace: true });
  };
  return [values, set];
}
